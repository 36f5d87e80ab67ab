/**
 * What nobody has caught. Electron would show it in a box that holds up every window until it is clicked, and nothing ends before
 * that, not even the application that was told to. Here it is written down, and everybody else goes on.
 */
import type { Log } from './log.ts';

export function surviveErrors(process: NodeJS.Process, log: Log): void {
  const keep = (error: unknown): void =>
    log('error', 'main.error', { error, ...(error instanceof Error && { stack: error.stack }) });
  process.on('uncaughtException', keep);
  process.on('unhandledRejection', keep);
}
