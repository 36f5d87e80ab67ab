/** Ctrl-C ends everything in order; a second one ends it at once. */
import type { Children } from './children.ts';

/** One Ctrl-C can arrive twice, from the terminal and passed on by npm; what comes within this time (ms) is the same one. */
const SAME_MS = 500;

export function endOnSignals(children: Children): void {
  let askedAt: number | null = null;
  const end = () => {
    const now = performance.now();
    if (askedAt !== null && now - askedAt < SAME_MS) return;
    if (askedAt !== null) {
      children.kill();
      process.exit(130);
    }
    askedAt = now;
    console.log('\nEnding … (Ctrl-C again ends at once)');
    void children.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}
