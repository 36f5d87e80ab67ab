/** A fault: something that happens to servers, databases, networks and engines, and that nobody may lose a message by. */

import type { ChannelId } from '../../shared/model.ts';
import type { Chance } from '../chance.ts';
import type { Client } from '../load/client.ts';
import type { Talk } from '../load/talk.ts';
import type { Stage } from '../stage/stage.ts';

/** What a fault may lay hands on. */
export type Strike = {
  stage: Stage;
  clients: readonly Client[];
  channels: readonly ChannelId[];
  talk: Talk;
  chance: Chance;
  /** `short`: it lasts seconds; `long`: as long as it may last in life. */
  length: 'short' | 'long';
};

export type Fault = {
  name: string;
  /** What happens, in a sentence for the report. */
  what: string;
  /** It needs a disk that can be filled, or a clock that can jump. */
  ground?: 'odd';
  /** How often it is made: in the short form, and at least in the long one. */
  cases: { short: number; long: number };
  /** Why it cannot be made here, or null. */
  obstacle?(stage: Stage): string | null;
  /** Makes it. Resolves when the world is as before: from then on the time is taken until everyone hears everyone again. */
  strike(on: Strike): Promise<void>;
};
