/** Finds the message that the pane was asked for, brings it into view, and marks it for a moment. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ChannelEvent } from '../../shared/events.ts';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useChannels } from '../state/channels.ts';
import { useEngine } from '../state/engine.ts';
import { useLink } from '../state/link.ts';
import { type RevealTarget, revealDone, useReveal } from '../state/reveal.ts';
import { type TimelineState, timelinesOf } from '../state/timeline.ts';
import { type SearchStep, searchStep } from './find-message.ts';
import type { MessageListHandle } from './MessageList.tsx';
import type { Row } from './rows.ts';

/** A message is marked for this long (ms). */
export const MARKED_MS = 5_000;
/** What is being waited for has not come in this time (ms): a message that was deleted at the end, a gap that cannot be filled. */
const PATIENCE_MS = 10_000;

export type Revealed =
  | { state: 'searching' }
  | { state: 'marked'; key: string; event: ChannelEvent }
  | { state: 'not-found'; why: Extract<SearchStep, { do: 'give-up' }>['why'] };

const isOnline = () => useLink.getState().link.state === 'online';

/** What the pane is to say and mark; null while nothing was asked for. */
export function useRevealed(
  channel: ChannelId,
  pane: PaneId,
  timeline: TimelineState,
  rows: readonly Row[],
  list: RefObject<MessageListHandle | null>,
): Revealed | null {
  const engine = useEngine();
  const target = useReveal(({ targets }) => {
    const asked = targets.get(pane);
    return asked?.channel === channel ? asked : null;
  });
  const head = useChannels(({ channels }) => channels.get(channel)?.head ?? 0);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const sought = useRef<RevealTarget | null>(null);
  const { events, hasOlder, older } = timeline;

  useEffect(() => {
    if (!target) return undefined;
    const step = searchStep({ message: target.message, events, rows, hasOlder, older, head });
    if (step.do === 'show') {
      setRevealed({ state: 'marked', key: step.row.key, event: step.event });
      return list.current?.show(step.row.key, () => revealDone(target));
    }
    if (step.do === 'give-up') {
      setRevealed({ state: 'not-found', why: step.why });
      revealDone(target);
      return undefined;
    }
    setRevealed({ state: 'searching' });
    if (step.do === 'older') timelinesOf(engine).older(channel, pane);
    if (step.do === 'seek' && sought.current !== target) {
      sought.current = target;
      const lost = () => {
        setRevealed({ state: 'not-found', why: isOnline() ? 'notHere' : 'offline' });
        revealDone(target);
      };
      timelinesOf(engine)
        .seek(channel, pane, step.seq)
        .then((found) => found || lost(), lost);
    }
    return undefined;
  }, [engine, channel, pane, target, events, rows, hasOlder, older, head, list]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each page that comes, it is waited anew
  useEffect(() => {
    if (!target) return;
    const timer = setTimeout(() => {
      setRevealed({ state: 'not-found', why: 'notHere' });
      revealDone(target);
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [target, events.length]);

  const said = revealed !== null && revealed.state !== 'searching';
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setRevealed((now) => (now === revealed ? null : now)), MARKED_MS);
    return () => clearTimeout(timer);
  }, [said, revealed]);
  return revealed;
}
