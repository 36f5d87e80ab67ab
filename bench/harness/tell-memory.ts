/**
 * Loaded into a server before its program (`node --expose-gc --import`): on SIGUSR2 it collects its garbage and tells, in one
 * line on standard output, what is left. So memory is what connections need, not what nobody has thrown away yet.
 */
import { setTimeout } from 'node:timers/promises';

process.on('SIGUSR2', async () => {
  // What one collection sets free may hold what only the next one finds.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await setTimeout(100);
  }
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ heapUsed, external })}\n`);
});
