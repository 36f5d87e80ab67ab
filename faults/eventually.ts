import { setTimeout } from 'node:timers/promises';

const LOOK_MS = 25;

/** Whether a state comes about before the deadline (ms). It is looked for again and again: nothing tells of it. */
export async function eventually(holds: () => boolean | Promise<boolean>, deadlineMs: number): Promise<boolean> {
  const until = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > until) return false;
    await setTimeout(LOOK_MS);
  }
  return true;
}
