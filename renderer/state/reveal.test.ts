import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DeepLink } from '../../shared/deep-links.ts';
import { grid, LAYOUT_VERSION, PaneId } from '../../shared/layout.ts';
import { Seq } from '../../shared/model.ts';
import type { Reveal, Showing } from '../../shared/reveal.ts';
import { createFakeEngine, type FakeEngine } from '../client/fake-engine.ts';
import { channelNamed } from '../testing/log-of.ts';
import { setSpan, useAlone } from './alone.ts';
import { connectState } from './connect.ts';
import { useLayout } from './layout.ts';
import { keepReveals, revealDone, revealStep, showingOf, useReveal } from './reveal.ts';
import { closeDialog, openDialog, useUi } from './ui.ts';

const stranger = channelNamed('nobody is in it');
const pane = (name: string) => PaneId.parse(name);

/** What has the focus on the page, as far as this goes. */
class Focused {
  blurred = 0;
  blur(): void {
    this.blurred += 1;
  }
}
const composer = new Focused();

let engine: FakeEngine;
let asked: (reveal: Reveal) => void = () => expect.unreachable();
const shown: (Showing | null)[] = [];

function desk() {
  const channel = engine.shared().channels[0]?.channel.id ?? stranger;
  const root = grid([{ kind: 'timeline', id: pane('a'), channel }], 1);
  useLayout.setState({ layout: { version: LAYOUT_VERSION, root, active: pane('a') } });
  return channel;
}

beforeEach(() => {
  vi.stubGlobal('HTMLElement', Focused);
  vi.stubGlobal('document', { activeElement: composer });
  composer.blurred = 0;
  engine = createFakeEngine();
  shown.length = 0;
  useLayout.setState({ layout: null });
  useReveal.setState({ targets: new Map() });
  closeDialog();
  const disconnect = connectState(engine);
  const stop = keepReveals({
    onReveal(listener) {
      asked = listener;
      return () => undefined;
    },
    showing: (showing) => void shown.push(showing),
  });
  return () => {
    stop();
    disconnect();
    vi.unstubAllGlobals();
  };
});

describe('what is asked for from outside', () => {
  test('waits until there are panes; then its pane is active and seeks the message', () => {
    const channel = engine.shared().channels[1]?.channel.id ?? stranger;
    asked({ to: 'channel', channel, message: Seq.parse(3) });
    const targets = () => [...useReveal.getState().targets.values()];
    expect(targets()).toEqual([]);
    desk();
    const [target] = targets();
    expect(target).toMatchObject({ channel, message: 3, pane: useLayout.getState().layout?.active });
    // Else the window that gets the focus would give it back to another pane.
    expect(composer.blurred).toBe(1);
    if (target) revealDone(target);
    expect(targets()).toEqual([]);
  });

  test('comes as a guest into a narrow window, whose panes stay as they are', () => {
    const channel = engine.shared().channels[1]?.channel.id ?? stranger;
    desk();
    const { layout } = useLayout.getState();
    setSpan('narrow');
    asked({ to: 'channel', channel, message: Seq.parse(3) });
    const { guest, shows } = useAlone.getState();
    expect(guest).toMatchObject({ channel });
    expect(shows).toBe('pane');
    expect([...useReveal.getState().targets.values()]).toMatchObject([{ channel, pane: guest?.id }]);
    expect(useLayout.getState().layout).toBe(layout);
    setSpan('wide');
  });

  test('is asked about when the channel is not one of the person’s, but not before that is known', () => {
    desk();
    engine.change({ link: { state: 'syncing', since: 0 } });
    const reveal: Reveal = { to: 'channel', channel: stranger, message: null };
    asked(reveal);
    expect(useUi.getState().dialog).toBeNull();
    engine.setLink('online');
    expect(useUi.getState().dialog).toEqual({ kind: 'link', reveal });
    expect(engine.calls.map(({ name }) => name).filter((name) => ['join', 'create', 'send'].includes(name))).toEqual([]);
  });

  test('does not take a dialog from the person: it waits until that is closed, and so do those behind it', () => {
    desk();
    openDialog({ kind: 'note' });
    asked({ to: 'nothing', fault: 'malformed' });
    asked({ to: 'nothing', fault: 'too-long' });
    expect(useUi.getState().dialog).toEqual({ kind: 'note' });
    closeDialog();
    expect(useUi.getState().dialog).toEqual({ kind: 'link', reveal: { to: 'nothing', fault: 'malformed' } });
    closeDialog();
    expect(useUi.getState().dialog).toEqual({ kind: 'link', reveal: { to: 'nothing', fault: 'too-long' } });
  });

  test('is told where it is: what the window shows, whenever that is another', () => {
    const channel = desk();
    useLayout.setState(({ layout }) => ({ layout: layout && { ...layout } }));
    expect(shown.at(-1)).toEqual({ held: [channel], seen: [channel] });
    useLayout.setState({ layout: null });
    expect(shown.slice(-2)).toEqual([{ held: [channel], seen: [channel] }, null]);
  });
});

test('a person one writes with is shown by the direct channel; another is asked about', () => {
  const { channels, people } = engine.shared();
  const channelsById = new Map(channels.map((view) => [view.channel.id, view]));
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const direct = channels.find(({ peer }) => peer !== undefined);
  const known = people.find(({ id }) => id === direct?.peer);
  const linkTo = (handle: string) => DeepLink.parse({ to: 'person', handle });
  if (known) {
    expect(revealStep(linkTo(known.handle), channelsById, peopleById, false)).toEqual({
      do: 'show',
      channel: direct?.channel.id,
      message: null,
    });
  } else expect.unreachable('The fake floor has a direct channel.');
  expect(revealStep(linkTo('nobody'), channelsById, peopleById, false)).toEqual({ do: 'wait' });
  expect(revealStep(linkTo('nobody'), channelsById, peopleById, true)).toEqual({ do: 'ask' });
});

test('a window shows what is seen in its cells, and holds what lies behind', () => {
  const [one, two] = [channelNamed('one'), channelNamed('two')];
  const panes = [
    { kind: 'timeline' as const, id: pane('a'), channel: one },
    { kind: 'timeline' as const, id: pane('b'), channel: two },
    { kind: 'empty' as const, id: pane('c') },
  ];
  const layout = {
    version: LAYOUT_VERSION,
    root: { type: 'tabs' as const, selected: 1, panes, weight: 1 },
    active: null,
  } as const;
  expect(showingOf(layout)).toEqual({ held: [one, two], seen: [two] });
});
