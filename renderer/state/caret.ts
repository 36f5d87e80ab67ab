/**
 * Where the caret is in this window, and whether its Enter sends: the shell of the send guard. Composers tell what befalls them and obey;
 * whatever moves the caret for the person says so before.
 */
import { create } from 'zustand';
import type { PaneId } from '../../shared/layout.ts';
import * as guards from './send-guard.ts';
import { atRest, type Decision, type Doubt, type Field, type Guard, nextChange, type Phase, phaseOf } from './send-guard.ts';

export type CaretState = {
  guard: Guard;
  /** When it was looked at last (ms): a phase ends by itself. */
  now: number;
};

export const useCaret = create<CaretState>(() => ({ guard: atRest, now: 0 }));

let timer: ReturnType<typeof setTimeout> | undefined;

function change(edit: (guard: Guard, now: number) => Guard, now = performance.now()): void {
  const { guard: before } = useCaret.getState();
  const guard = edit(before, now);
  if (guard === before) return;
  useCaret.setState({ guard, now });
  lookAgain(guard, now);
}

function lookAgain(guard: Guard, now: number): void {
  clearTimeout(timer);
  const next = nextChange(guard, now);
  if (next === null) return;
  timer = setTimeout(() => {
    const later = performance.now();
    useCaret.setState({ now: later });
    lookAgain(guard, later);
  }, next - now);
}

/** The person sends the caret to a pane; null: to the next field, as by Tab. */
export function caretGoes(towards: PaneId | null): void {
  change((guard, now) => guards.acted(guard, towards, now));
}

/** It is in this composer now. */
export function caretCame(field: Field): void {
  change((guard, now) => guards.came(guard, field, now));
}

/** It is no longer. */
export function caretLeft(field: Field): void {
  change((guard, now) => guards.left(guard, field, now));
}

/** What stands in this composer was changed by the person; `at`: when (ms). */
export function caretTyped(field: Field, text: string, at: number): void {
  change((guard, now) => guards.typed(guard, field, text, now), at);
}

/** Enter was pressed in this composer: whether it sends. */
export function decideEnter(field: Field, { text, repeat, at }: { text: string; repeat: boolean; at: number }): Decision {
  let decided: Decision = 'hold';
  change((guard, now) => {
    const { guard: next, decision } = guards.entered(guard, field, { text, repeat }, now);
    decided = decision;
    return next;
  }, at);
  return decided;
}

/** The armed text is not to be sent; whether there was one. */
export function caretDisarm(): boolean {
  const wasArmed = useCaret.getState().guard.armed !== null;
  change(guards.disarmed);
  return wasArmed;
}

/** What a composer shows of the guard. */
export function usePhase(pane: PaneId, channel: Field['channel']): Phase {
  return useCaret(({ guard, now }) => phaseOf(guard, { pane, channel }, now));
}

/** Why its Enter waits for another; null: it does not. */
export function useDoubt(pane: PaneId, channel: Field['channel']): Doubt | null {
  return useCaret(({ guard, now }) => (phaseOf(guard, { pane, channel }, now) === 'armed' ? guard.armed : null));
}
