/** One composer's part in the send guard: it tells what befalls it, and asks whether an Enter sends. */
import { useEffect, useMemo } from 'react';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { caretCame, caretDisarm, caretGoes, caretLeft, caretTyped, decideEnter, useDoubt, usePhase } from '../state/caret.ts';
import { speaksTo } from '../state/newcomers.ts';
import type { Doubt, Field, Phase } from '../state/send-guard.ts';

export type GuardedField = {
  field: Field;
  phase: Phase;
  /** Why the next Enter is the second one; null: it is not. */
  doubt: Doubt | null;
  came(): void;
  left(): void;
  typed(text: string, at: number): void;
  /** Whether this Enter sends the text. */
  lets(press: KeyboardEvent, text: string): boolean;
  /** Escape: whether there was something to let be. */
  disarm(): boolean;
  /** The person fetches the caret. */
  fetch(element: HTMLElement | null): void;
};

export function useGuard(pane: PaneId, channel: ChannelId): GuardedField {
  const phase = usePhase(pane, channel);
  const doubt = useDoubt(pane, channel);
  const acts = useMemo(() => {
    const field: Field = { pane, channel };
    return {
      field,
      came: () => caretCame(field),
      left: () => caretLeft(field),
      typed: (text: string, at: number) => caretTyped(field, text, at),
      lets({ repeat, timeStamp }: KeyboardEvent, text: string): boolean {
        const sends = decideEnter(field, { text, repeat, at: timeStamp }) === 'send';
        if (sends) speaksTo(channel);
        return sends;
      },
      disarm: caretDisarm,
      fetch(element: HTMLElement | null) {
        caretGoes(pane);
        element?.focus();
      },
    };
  }, [pane, channel]);
  // A field that is taken off the page loses the focus and is not told.
  useEffect(() => acts.left, [acts]);
  return { ...acts, phase, doubt };
}
