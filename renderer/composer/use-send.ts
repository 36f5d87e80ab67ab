/**
 * Sending: the text leaves the composer only when it is durable in the outbox. What one types meanwhile stays; an Enter
 * meanwhile sends that next. A text that could not be stored stays too, and keeps its id, so that trying again cannot
 * send it twice.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import { type Problem, toProblem } from '../../shared/errors.ts';
import type { PaneId } from '../../shared/layout.ts';
import { type ChannelId, EventId } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { rememberItem } from '../state/outbox.ts';
import { type Made, messageOf, typedSince } from './message.ts';
import type { DraftText } from './use-draft.ts';
import type { Members } from './use-members.ts';

/** Storing that takes longer than this (ms) is told. */
const TELL_MS = 400;

export type Sending = {
  send(): void;
  state:
    | { type: 'resting' }
    | { type: 'storing' }
    | { type: 'refused'; why: 'empty-action' }
    | { type: 'failed'; problem: Problem };
  /** The person has changed the text: what was told about it is over. */
  edited(): void;
};

type SendingState = Sending['state'];
const resting: SendingState = { type: 'resting' };

export function useSend(channel: ChannelId, pane: PaneId, draft: DraftText, members: Members): Sending {
  const engine = useEngine();
  const [state, setState] = useState<SendingState>(resting);
  const flight = useRef<{ again: boolean } | null>(null);
  const tried = useRef<{ text: string; id: EventId } | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const store = async (text: string, made: Extract<Made, { ok: true }>): Promise<boolean> => {
    const id = tried.current?.text === text ? tried.current.id : EventId.parse(v7());
    tried.current = { text, id };
    timer.current = window.setTimeout(() => setState({ type: 'storing' }), TELL_MS);
    try {
      await draft.hold();
      rememberItem(await engine.call('send', { id, channel, body: made.body, pane }));
      tried.current = null;
      draft.change(typedSince(text, draft.now()));
      setState(resting);
      return true;
    } catch (error) {
      setState({ type: 'failed', problem: toProblem(error) });
      return false;
    } finally {
      draft.release();
      window.clearTimeout(timer.current);
    }
  };
  const send = async (): Promise<void> => {
    if (flight.current) {
      flight.current.again = true;
      return;
    }
    const text = draft.now();
    const made = messageOf(text, members.byHandle);
    if (!made.ok) {
      if (made.why === 'empty-action') setState({ type: 'refused', why: 'empty-action' });
      return;
    }
    flight.current = { again: false };
    const stored = await store(text, made);
    const { again } = flight.current;
    flight.current = null;
    if (stored && again) void send();
  };
  const edited = useCallback(() => setState((now) => (now.type === 'storing' ? now : resting)), []);
  return { send: () => void send(), state, edited };
}
