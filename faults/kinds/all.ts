/** Every fault there is, in the order of the report. A new one is a file beside this and a line here. */
import { clockJump } from './clock-jump.ts';
import { cutConnections } from './cut-connections.ts';
import { diskFull } from './disk-full.ts';
import { engineKilled } from './engine-killed.ts';
import type { Fault } from './fault.ts';
import { freezeServer } from './freeze-server.ts';
import { halfOpen } from './half-open.ts';
import { herd } from './herd.ts';
import { killServer } from './kill-server.ts';
import { neverReads } from './never-reads.ts';
import { outOfConnections } from './out-of-connections.ts';
import { redisRestart, redisSlow, redisTrim } from './redis.ts';
import { restartPostgres } from './restart-postgres.ts';
import { rollingRestart } from './rolling-restart.ts';
import { slowConnections } from './slow-connections.ts';
import { stopServer } from './stop-server.ts';

export const faults: readonly Fault[] = [
  killServer,
  stopServer,
  rollingRestart,
  freezeServer,
  cutConnections,
  slowConnections,
  halfOpen,
  herd,
  neverReads,
  engineKilled,
  restartPostgres,
  outOfConnections,
  diskFull,
  clockJump,
  redisRestart,
  redisSlow,
  redisTrim,
];
