/** What a run is held to: what was said in it, and what of that was acknowledged. */
import type { ChannelId, EventId, Seq } from '../../shared/model.ts';

export type Said = {
  /** Who said it: whatever one number says in one channel has an order. */
  client: number;
  channel: ChannelId;
  /** Unlike every other's. */
  text: string;
  /** It was in an outbox on disk, as its writer was told. */
  durable: boolean;
};

/** The server has said where in the log it is. */
export type Acknowledged = { id: EventId; channel: ChannelId; seq: Seq };
