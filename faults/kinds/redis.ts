/** What can happen to the Redis between servers: it only carries word of what is committed, so nothing may hang on it. */
import { setTimeout } from 'node:timers/promises';
import type { Stage } from '../stage/stage.ts';
import type { Fault } from './fault.ts';

function obstacle({ nodes, redis }: Stage): string | null {
  if (nodes.length < 2) return 'one server has no Redis; with --nodes 2 there is one';
  return redis ? null : 'there is no redis-server on this machine';
}

export const redisRestart: Fault = {
  name: 'redis-restart',
  what: 'The Redis between the servers ends and is started again, empty.',
  cases: { short: 1, long: 20 },
  obstacle,
  async strike({ stage }) {
    await stage.redis?.restart();
  },
};

export const redisSlow: Fault = {
  name: 'redis-slow',
  what: 'Everything that goes through Redis is a second late, for two seconds or ten.',
  cases: { short: 1, long: 20 },
  obstacle,
  async strike({ stage, length }) {
    stage.redis?.network.delay(1_000);
    await setTimeout(length === 'long' ? 10_000 : 2_000);
    stage.redis?.network.delay(0);
  },
};

export const redisTrim: Fault = {
  name: 'redis-trim',
  what: 'The stream between the servers is trimmed to nothing, ten times in a row, before everyone has read it.',
  cases: { short: 1, long: 20 },
  obstacle,
  async strike({ stage }) {
    // Late readers: what is trimmed has not been read.
    stage.redis?.network.delay(150);
    for (let time = 0; time < 10; time++) {
      await setTimeout(100);
      await stage.redis?.trim();
    }
    stage.redis?.network.delay(0);
  },
};
