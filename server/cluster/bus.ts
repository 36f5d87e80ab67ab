/**
 * Word between the gateways that share one database. A bus may lose messages (its stream is trimmed, its server restarted, a
 * gateway frozen for long): then its listeners are told that there is a gap, and read what they keep afresh. Nothing is
 * ever only on the bus: what counts is in the log, and is found there.
 */
import { ChannelEvents } from '../../shared/events.ts';
import { AutomaticStatus, ChannelId, ChosenStatus, Millis, PersonId } from '../../shared/model.ts';
import { pushes } from '../../shared/protocol.ts';
import { z } from '../../shared/schema.ts';

/** How many connections a person has at the gateway that says so. */
export const Count = z.tuple([PersonId, z.int().min(0)]);
export type Count = z.infer<typeof Count>;

export const BusMessage = z.discriminatedUnion('type', [
  /** Events that the sender has committed: others need not read them. In order of seq in each channel. */
  z.object({ type: z.literal('committed'), runs: z.array(ChannelEvents) }),
  /** The sender is there. Said again and again; who is not heard for long is taken for gone. */
  z.object({ type: z.literal('here') }),
  /** Everyone is asked to call their roll: the sender has just come, or has missed something. */
  z.object({ type: z.literal('ask') }),
  /** People whose number of connections at the sender has changed. `roll`: all that it has, instead of what it said before. */
  z.object({ type: z.literal('connected'), roll: z.boolean(), counts: z.array(Count) }),
  /** What a person has chosen as their presence, and what a computer of theirs says in place of it (gateways of before say nothing of that). */
  z.object({
    type: z.literal('chosen'),
    person: PersonId,
    status: ChosenStatus.nullable(),
    automatic: AutomaticStatus.nullable().default(null),
    note: z.string().nullable(),
    since: Millis,
  }),
  /** A person's read cursor was moved at the sender. */
  z.object({ type: z.literal('read'), person: PersonId, push: pushes.read }),
  /** What the sender has given of people's and channels' allowances, where that was much. */
  z.object({
    type: z.literal('given'),
    people: z.array(z.tuple([PersonId, z.number().min(0)])),
    channels: z.array(z.tuple([ChannelId, z.number().min(0)])),
  }),
]);
export type BusMessage = z.infer<typeof BusMessage>;

export interface BusListener {
  /** Called in the order in which the sender said it. `from` names the sender; one's own messages do not come back. */
  onMessage(message: BusMessage, from: string): void;
  /** Messages may have been lost. */
  onGap?(): void;
}

export interface Bus {
  /** Whether what others say arrives now. */
  isUp(): boolean;
  /** Tells all others. Never waits and never fails: what could not be said is a gap for the others. */
  say(message: BusMessage): void;
  /** Returns how to stop hearing. */
  hear(listener: BusListener): () => void;
  close(): Promise<void>;
}

/** The bus of a gateway that has none: it is alone, or hears of others by the database only. */
export const noBus: Bus = {
  isUp: () => false,
  say: () => undefined,
  hear: () => () => undefined,
  close: () => Promise.resolve(),
};
