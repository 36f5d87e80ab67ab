/** Marks what is read, and places the "new" line: what a person who looks at the bottom of a pane has seen is read. */
import { type RefObject, useEffect, useReducer, useRef, useState } from 'react';
import type { ChannelId, Seq } from '../../shared/model.ts';
import { attendingOf } from '../state/attending.ts';
import { useChannels } from '../state/channels.ts';
import { useEngine } from '../state/engine.ts';
import { useLooking } from './attention.ts';
import { markAfter, noMark } from './unread-mark.ts';

/** What has been in view for this long (ms) is read. */
export const READ_MS = 1_000;

/** Whether an element is on screen: false in a tab that is not selected. */
function useOnScreen(element: RefObject<HTMLElement | null>): boolean {
  const [onScreen, setOnScreen] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => setOnScreen(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return onScreen;
}

export type Reading = {
  /** The "new" line stands after this seq; null: nowhere. */
  unreadAfter: Seq | null;
  /** The person has said something here. */
  spoke(): void;
};

/**
 * `newest`: the newest seq that is shown, null while nothing is. `lineAt`: where the "new" line stood when the pane was last here; null:
 * after what is read.
 */
export function useReading(
  channel: ChannelId,
  element: RefObject<HTMLElement | null>,
  atBottom: boolean,
  newest: Seq | null,
  lineAt: Seq | null,
): Reading {
  const engine = useEngine();
  const read = useChannels(({ channels }) => channels.get(channel)?.read);
  const onScreen = useOnScreen(element);
  const looking = useLooking();
  const attended = looking && onScreen && atBottom;
  useEffect(() => (attended ? attendingOf(engine).begin(channel) : undefined), [engine, channel, attended]);
  const [mark, tell] = useReducer(markAfter, noMark);
  const known = useRef<Seq | null>(null);

  useEffect(() => {
    known.current = newest;
  }, [newest]);
  const ready = read !== undefined && newest !== null;
  const opened = useRef(false);
  useEffect(() => {
    if (!ready || read === undefined) return;
    if (!opened.current) {
      opened.current = true;
      tell({ type: 'opened', read: lineAt ?? read });
    }
    tell({ type: 'attended', attended, newest: known.current });
  }, [ready, read, attended, lineAt]);
  const behind = attended && newest !== null && read !== undefined && newest > read;
  useEffect(() => {
    if (!behind) return;
    let seen = known.current;
    let told: Seq | null = null;
    const timer = window.setInterval(() => {
      if (seen !== null && seen !== told) {
        told = seen;
        engine.call('read', { channel, seq: seen }).catch((error: unknown) => {
          console.warn('The read mark could not be moved.', error);
        });
      }
      seen = known.current;
    }, READ_MS);
    return () => window.clearInterval(timer);
  }, [engine, channel, behind]);

  return { unreadAfter: mark.after, spoke: () => tell({ type: 'spoke' }) };
}
