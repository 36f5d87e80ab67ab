/**
 * Starts the server under fuzzing and watches that it lives: `/healthz` is asked all the time and has to answer in time.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from '../../../shared/schema.ts';

const Size = z.object({ burst: z.number(), perSecond: z.number() });

export const ServedOptions = z.object({
  data: z.string(),
  web: z.string(),
  trustProxy: z.boolean(),
  /** How often heads are told (ms), instead of the product's own. */
  heartbeatMs: z.number().exactOptional(),
  /** Instead of the server's own. */
  limits: z
    .object({
      limits: z.object({ connection: Size.extend({ refusals: z.number() }), person: Size, channel: Size, address: Size }),
      attempts: z.object({
        perHandle: z.int(),
        slowFrom: z.int(),
        perAddress: z.int(),
        lockMs: z.number(),
        slowMs: z.number(),
      }),
    })
    .optional(),
});
export type ServedOptions = z.infer<typeof ServedOptions>;

/** How long `/healthz` may take on a machine that has other things to do, too (ms). */
const HEALTH_DEADLINE_MS = 15_000;
const HEALTH_EVERY_MS = 250;

export interface Serving {
  readonly url: string;
  /** Ends it; answers how often it said that it is well, and what it logged. Rejects if it was not, or ended by itself. */
  stop(): Promise<{ healthy: number; slowestMs: number; said: string; code: number | null }>;
}

const served = join(import.meta.dirname, 'served.ts');

/** `program`: what is started instead of the server as it is, with these arguments after its options. */
export async function serve(options: ServedOptions, [program = served, ...args]: readonly string[] = []): Promise<Serving> {
  const child = fork(program, [JSON.stringify(options), ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...process.env, MULLION_LOG: 'error' },
  });
  const said = child.stderr === null ? Promise.resolve('') : text(child.stderr);
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (first === undefined) throw new Error(`The server did not start: ${await said}`);
  const { url } = z.object({ url: z.string() }).parse(first[0]);
  let stopping = false;
  const health = watchHealth(url, () => stopping);
  // Waited for at the end; until then it may fail without a listener.
  health.catch(() => undefined);
  return {
    url,
    async stop() {
      stopping = true;
      const alive = child.exitCode === null;
      if (alive) child.disconnect();
      await exited;
      const words = await said;
      if (!alive) throw new Error(`The server ended by itself (${child.exitCode}): ${words}`);
      return { ...(await health), said: words, code: child.exitCode };
    },
  };
}

async function watchHealth(url: string, isOver: () => boolean): Promise<{ healthy: number; slowestMs: number }> {
  let healthy = 0;
  let slowestMs = 0;
  while (!isOver()) {
    const began = performance.now();
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(HEALTH_DEADLINE_MS) }).catch((error: unknown) => {
      if (isOver()) return undefined;
      throw error;
    });
    if (answer === undefined) break;
    await answer.text();
    if (answer.status !== 200) throw new Error(`/healthz answered ${answer.status}.`);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    healthy++;
    await wait(HEALTH_EVERY_MS);
  }
  return { healthy, slowestMs };
}
