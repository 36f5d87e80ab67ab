/** The text of one composer: local to it, so that nothing else makes it wait; kept durably as a draft. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { draftsOf } from '../state/drafts.ts';
import { useEngine } from '../state/engine.ts';
import { useMe } from '../state/me.ts';

export type DraftText = {
  text: string;
  /** The text as it is now, also between two renders. */
  now(): string;
  change(text: string): void;
  /** It is being sent: see `Drafts`. */
  hold(): Promise<void>;
  release(): void;
};

export function useDraft(pane: PaneId, channel: ChannelId): DraftText {
  const account = useMe((state) => state.me?.person.id);
  const drafts = draftsOf(useEngine(), account);
  const [text, setText] = useState(() => drafts.get(pane, channel));
  const current = useRef(text);
  const touched = useRef(false);
  useEffect(() => {
    let gone = false;
    void drafts.opened(pane, channel).then((stored) => {
      if (gone || touched.current) return;
      current.current = stored;
      setText(stored);
    });
    return () => {
      gone = true;
    };
  }, [drafts, pane, channel]);
  const change = useCallback(
    (next: string) => {
      touched.current = true;
      current.current = next;
      setText(next);
      drafts.set(pane, channel, next);
    },
    [drafts, pane, channel],
  );
  const now = useCallback(() => current.current, []);
  const hold = useCallback(() => drafts.hold(pane, channel), [drafts, pane, channel]);
  const release = useCallback(() => drafts.release(pane, channel), [drafts, pane, channel]);
  return { text, now, change, hold, release };
}
