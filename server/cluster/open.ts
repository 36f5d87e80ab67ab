import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../store/database.ts';
import { installationOf } from '../store/installation.ts';
import { type Bus, noBus } from './bus.ts';
import { type Limiters, limitersHere, limitersIn } from './limiters.ts';
import { connectRedis } from './redis.ts';
import { openRedisBus } from './redis-bus.ts';

/** What the gateways of one database share besides it. */
export type Cluster = {
  bus: Bus;
  limiters: Limiters;
  /** Whether the others, if there are any, are heard now. */
  isWhole(): boolean;
  close(): Promise<void>;
};

/** A gateway that shares nothing but the database. */
export const alone: Cluster = { bus: noBus, limiters: limitersHere, isWhole: () => true, close: () => Promise.resolve() };

/** Joins the gateways that share this database and the Redis at `url`. */
export async function openCluster(url: string, database: Database, log: Logger): Promise<Cluster> {
  const installation = await installationOf(database.queries);
  const node = randomUUID();
  const bus = await openRedisBus({ url, installation, node, log });
  try {
    const redis = await connectRedis(url, `mullion-${node}-counts`, log);
    const close = async () => {
      await bus.close();
      redis.destroy();
    };
    return { bus, limiters: limitersIn(redis, `mullion:${installation}`), isWhole: () => bus.isUp(), close };
  } catch (error) {
    await bus.close();
    throw error;
  }
}
