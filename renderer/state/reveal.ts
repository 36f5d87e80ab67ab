/**
 * What this window is asked to show from outside: by a toast that was clicked, a link that was opened.
 *
 *   asked ─► a channel of one's own   ─► its pane becomes active; its timeline finds the message (`targets`), and marks it
 *        ├─► a person one writes with ─► the same, with the direct channel
 *        └─► anything else            ─► a dialog says so, or asks: nothing is joined, made or sent by itself
 *
 * It waits until panes are there and, where it is unknown, until the link is up: a channel may have come meanwhile.
 */
import { create } from 'zustand';
import type { MessageRef } from '../../shared/deep-links.ts';
import type { ChannelView } from '../../shared/engine-api.ts';
import { type Layout, type PaneId, panesOf } from '../../shared/layout.ts';
import type { ChannelId, Person, PersonId } from '../../shared/model.ts';
import type { Outside, Reveal, Showing } from '../../shared/reveal.ts';
import { useAlone } from './alone.ts';
import { useChannels } from './channels.ts';
import { same } from './keyed.ts';
import { activePane, editLayout, freshPaneId, openChannel, useLayout } from './layout.ts';
import { shownPanes } from './layout-edits.ts';
import { withRevealed } from './layout-reveal.ts';
import { useLink } from './link.ts';
import { useMe } from './me.ts';
import { usePeople } from './people.ts';
import { askForPane, openDialog, useUi } from './ui.ts';

/** A message that a pane is to find and mark. */
export type RevealTarget = { pane: PaneId; channel: ChannelId; message: MessageRef };

/** One a pane: several may be asked for at once. */
export const useReveal = create<{ targets: ReadonlyMap<PaneId, RevealTarget> }>(() => ({ targets: new Map() }));

/** The pane has found it, or has said that it cannot. */
export function revealDone(target: RevealTarget): void {
  if (useReveal.getState().targets.get(target.pane) === target) setTarget(target.pane, null);
}

function setTarget(pane: PaneId, target: RevealTarget | null): void {
  const targets = new Map(useReveal.getState().targets);
  if (target) targets.set(pane, target);
  else targets.delete(pane);
  useReveal.setState({ targets });
}

/** Shows a channel, and a message of it where one is meant. */
export function revealChannel(channel: ChannelId, message: MessageRef | null): void {
  // The window is just being raised: the focus that it gets would go back to where it was, and make that pane the active one again.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  if (useAlone.getState().span === 'wide') editLayout((layout) => withRevealed(layout, channel, freshPaneId()));
  else openChannel(channel);
  const pane = activePane()?.id;
  if (pane) setTarget(pane, message === null ? null : { pane, channel, message });
  askForPane();
}

/** What to do about something that was asked for. Pure. `isSettled`: what is unknown now will not become known by waiting. */
export function revealStep(
  reveal: Reveal,
  channels: ReadonlyMap<ChannelId, ChannelView>,
  people: ReadonlyMap<PersonId, Person>,
  isSettled: boolean,
): { do: 'show'; channel: ChannelId; message: MessageRef | null } | { do: 'wait' } | { do: 'ask' } {
  if (reveal.to === 'nothing') return { do: 'ask' };
  if (reveal.to === 'channel') {
    if (channels.has(reveal.channel)) return { do: 'show', channel: reveal.channel, message: reveal.message };
    return { do: isSettled ? 'ask' : 'wait' };
  }
  const peer = [...people.values()].find(({ handle }) => handle === reveal.handle)?.id;
  const direct = [...channels.values()].find((view) => peer !== undefined && view.peer === peer);
  if (direct) return { do: 'show', channel: direct.channel.id, message: null };
  return { do: isSettled ? 'ask' : 'wait' };
}

/** What a layout shows. Pure. */
export function showingOf({ root }: Layout): Showing {
  const channelsOf = (panes: ReturnType<typeof panesOf>): ChannelId[] => [
    ...new Set(panes.flatMap((pane) => (pane.kind === 'timeline' ? [pane.channel] : []))),
  ];
  return { held: channelsOf(panesOf(root)), seen: channelsOf(shownPanes(root)) };
}

/** Most requests that wait here; of more the oldest are dropped. */
const MOST_WAITING = 10;

/** Follows what is asked for, and tells what is shown. Returns how to stop. */
export function keepReveals(outside: Outside): () => void {
  let waiting: Reveal[] = [];
  let told: Showing | null | undefined;

  const tell = (): void => {
    const { layout } = useLayout.getState();
    const showing = layout ? showingOf(layout) : null;
    if (told !== undefined && same(told, showing)) return;
    told = showing;
    outside.showing(showing);
  };

  const look = (): void => {
    if (waiting.length === 0 || !useLayout.getState().layout || !useMe.getState().me) return;
    const { state } = useLink.getState().link;
    const isSettled = state !== 'connecting' && state !== 'syncing';
    const [next, ...rest] = waiting;
    if (!next) return;
    const step = revealStep(next, useChannels.getState().channels, usePeople.getState().people, isSettled);
    // A person who is in the middle of a dialog is not torn out of it.
    if (step.do === 'wait' || (step.do === 'ask' && useUi.getState().dialog)) return;
    waiting = rest;
    if (step.do === 'show') revealChannel(step.channel, step.message);
    else openDialog({ kind: 'link', reveal: next });
    look();
  };

  const stops = [useLayout, useLink, useChannels, useMe, useUi].map((store) => store.subscribe(look));
  stops.push(useLayout.subscribe(tell));
  const stopHearing = outside.onReveal((reveal) => {
    waiting = [...waiting, reveal].slice(-MOST_WAITING);
    look();
  });
  tell();
  return () => {
    for (const stop of [...stops, stopHearing]) stop();
  };
}
