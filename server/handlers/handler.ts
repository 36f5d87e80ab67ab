/**
 * What a handler is: one file per call, named like it. Its input has been checked; it asks policy, acts, and answers. What it
 * throws as a `MullionError` is told to the client; anything else is logged and told as `internal`.
 */
import type { ChannelId } from '../../shared/model.ts';
import type { CallInput, CallName, CallOutput, PushOf } from '../../shared/protocol.ts';
import type { Membership } from '../cluster/membership.ts';
import type { Connection } from '../connections/connection.ts';
import type { Heads } from '../fan-out/heads.ts';
import type { Allowances } from '../limits/allowances.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Metrics } from '../metrics.ts';
import type { PresenceBoard } from '../presence/board.ts';
import type { RosterKeeper } from '../roster/keep.ts';
import type { Roster } from '../roster/roster.ts';
import type { Queries } from '../store/database.ts';
import type { Reads } from './reads.ts';

/** The parts of the gateway that handlers work with. */
export type Context = {
  queries: Queries;
  log: EventLog;
  /** What many ask of the database at once. */
  reads: Reads;
  roster: Roster;
  keeper: RosterKeeper;
  heads: Heads;
  presence: PresenceBoard;
  /** The person's open connections, this one included. */
  connectionsOf: (person: Connection['person']) => ReadonlySet<Connection>;
  /** Tells these connections where their person's read cursor is, with the next round of the fan-out. */
  tellRead: (to: readonly Connection[], read: PushOf<'read'>) => void;
  /** Tells the other gateways. */
  cluster: Pick<Membership, 'chosen' | 'read'>;
  /** How much all together may write to a channel. */
  mayWrite: Allowances<ChannelId>;
  metrics: Metrics;
};

export type Handler<N extends CallName> = (
  context: Context,
  connection: Connection,
  input: CallInput<N>,
) => Promise<CallOutput<N>>;
