import { beforeEach, expect, test } from 'vitest';
import { grid, LAYOUT_VERSION, type Layout, type Pane, PaneId } from '../../shared/layout.ts';
import { ChannelId } from '../../shared/model.ts';
import { setSpan } from './alone.ts';
import { useChannels } from './channels.ts';
import { activatePane, activePane, editLayout, openChannel, useLayout } from './layout.ts';
import { closed } from './layout-edits.ts';
import { useRecent } from './recent.ts';
import { noTrail } from './trail.ts';
import { goAlong, keepTrail, useTrail } from './whereabouts.ts';

const channel = (at: number) => ChannelId.parse(`0198a0c0-0000-7000-8000-00000000000${at}`);
const id = (name: string) => PaneId.parse(name);
const pane = (name: string, at: number): Pane => ({ kind: 'timeline', id: id(name), channel: channel(at) });
const layoutOf = (...panes: Pane[]): Layout => ({ version: LAYOUT_VERSION, root: grid(panes, 2), active: panes[0]?.id ?? null });
const here = () => {
  const active = activePane();
  return active?.kind === 'timeline' ? `${active.id} ${active.channel.at(-1)}` : active?.id;
};

beforeEach(() => {
  setSpan('wide');
  useRecent.setState({ keys: [] });
  useTrail.setState({ trail: noTrail });
  const channels = new Map(Array.from({ length: 9 }, (_, at) => [channel(at), {} as never]));
  useChannels.setState({ channels });
  useLayout.setState({ window: 'main', layout: layoutOf(pane('a', 1), pane('b', 2), pane('c', 3)) });
  return keepTrail();
});

test('back leads to the pane one was at, and to what it showed', () => {
  activatePane(id('b'));
  openChannel(channel(7));
  expect(here()).toBe('b 7');
  goAlong('back');
  expect(here()).toBe('b 2');
  goAlong('back');
  expect(here()).toBe('a 1');
  goAlong('back');
  expect(here()).toBe('a 1');
  goAlong('forward');
  goAlong('forward');
  expect(here()).toBe('b 7');
});

test('a pane that is closed, and a channel that one has left, are passed over', () => {
  activatePane(id('b'));
  activatePane(id('c'));
  editLayout((layout) => closed(layout, id('b'), id('place')));
  goAlong('back');
  expect(here()).toBe('a 1');
  activatePane(id('c'));
  openChannel(channel(7));
  openChannel(channel(8));
  useChannels.setState({ channels: new Map([[channel(8), {} as never]]) });
  goAlong('back');
  expect(here()).toBe('a 1');
});

test('a window that becomes another has that one’s past', () => {
  activatePane(id('b'));
  useLayout.setState({ window: 'other', layout: layoutOf(pane('x', 4), pane('y', 5)) });
  goAlong('back');
  expect(here()).toBe('x 4');
  useLayout.setState({ window: 'main', layout: { ...layoutOf(pane('a', 1), pane('b', 2)), active: id('b') } });
  goAlong('back');
  expect(here()).toBe('a 1');
});

test('in a narrow window what was shown in passing is shown again', () => {
  setSpan('narrow');
  openChannel(channel(7));
  openChannel(channel(8));
  goAlong('back');
  const guest = activePane();
  expect(guest?.kind === 'timeline' && guest.channel).toBe(channel(7));
});

test('channels that one was at are recent, the newest first', () => {
  activatePane(id('b'));
  activatePane(id('c'));
  goAlong('back');
  expect(useRecent.getState().keys).toEqual([channel(2), channel(3), channel(1)].map((each) => `channel ${each}`));
});
