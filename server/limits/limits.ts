/**
 * How much anybody may ask: a connection, a person over all of theirs, a channel from all who write to it, an address that is
 * refused at the door. What is too much is refused with the time after which it will be taken.
 *
 * | limit        | counts                                 | so that                                            |
 * |--------------|----------------------------------------|----------------------------------------------------|
 * | `connection` | calls, by their cost                   | one window that runs wild leaves the others alone  |
 * | `person`     | the same, all their connections        | more connections, or gateways, give nobody more    |
 * | `channel`    | what is written to it, by anybody      | one busy channel leaves the database to the others |
 * | `address`    | handshakes that were refused           | guessing at the door costs no signature checks     |
 */
import type { BucketSize } from './bucket.ts';

export type Limits = {
  /** `refusals`: calls refused in a row, faster than they would be allowed, before the connection is closed. */
  connection: BucketSize & { refusals: number };
  person: BucketSize;
  channel: BucketSize;
  address: BucketSize;
};

/** A channel takes what several people or bots may say at most; an address may be that of a whole floor, all back at once. */
export const defaultLimits: Limits = {
  connection: { burst: 400, perSecond: 100, refusals: 1_000 },
  person: { burst: 800, perSecond: 200 },
  channel: { burst: 2_000, perSecond: 500 },
  address: { burst: 2_000, perSecond: 50 },
};
