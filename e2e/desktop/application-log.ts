/** The log that the desktop application keeps in its own folder. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type LogLine = { event: string; error?: string; displays?: string[] };

/** All of it, oldest first; nothing where the application has never run. */
export async function readLog(profile: string): Promise<LogLine[]> {
  const text = await readFile(join(profile, 'logs', 'desktop.log'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LogLine => JSON.parse(line));
}

/** The errors of the main process that nobody had caught. */
export async function uncaughtErrors(profile: string): Promise<string[]> {
  const lines = await readLog(profile);
  return lines.flatMap(({ event, error }) => (event === 'main.error' ? [error ?? ''] : []));
}
