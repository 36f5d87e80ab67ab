/**
 * The desktop application's own log: one JSON line an event, in a file of the application's folder. It tells what happened
 * to windows, the engine and the network; never what people write, and no secret.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Level = 'info' | 'warn' | 'error';
export type Log = (level: Level, event: string, details?: Record<string, unknown>) => void;

/** The log starts a new file at this size; the one before is kept. */
const MAX_BYTES = 1024 * 1024;

/** A log in `folder/desktop.log`. What is worse than `info` is also printed. */
export function openLog(folder: string): Log {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'desktop.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_BYTES) renameSync(file, `${file}.1`);
  return (level, event, details = {}) => {
    const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...plain(details) });
    if (level !== 'info') console.error(line);
    try {
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      console.error(`The log ${file} cannot be written:`, error);
    }
  };
}

/** Errors have no JSON of their own. */
function plain(details: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, value instanceof Error ? `${value.name}: ${value.message}` : value]),
  );
}
