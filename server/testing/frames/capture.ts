/** What was sent to one viewer, as it came. */
import type { PersonId } from '../../../shared/model.ts';
import type { CallName } from '../../../shared/protocol.ts';
import type { Moment } from './timeline.ts';

/** What a viewer asked for, and when (ms). */
export type Asked = { call: CallName; input: unknown; at: number };

/** `began`: the moment of the question when there was one; it can be no other than that of the answer. `at`: when it came (ms). */
export type Captured = { text: string; moment: Moment; at: number } & (
  | { kind: 'greeting' }
  | { kind: 'push'; name: string; value: unknown }
  | { kind: 'answer'; answer: unknown; asked?: Asked }
  | { kind: 'http'; route: string; status: number; body: unknown }
  | { kind: 'other' }
);

/** Everything that came over one connection, in its order. */
export type Capture = { viewer: PersonId; frames: Captured[] };
