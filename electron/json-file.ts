/**
 * Small files of the application's own folder. Written whole or not at all; checked when read; one that cannot be read is
 * kept beside the new one, never overwritten.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from '../shared/schema.ts';

export type ReadFile<T> =
  | { state: 'read'; value: T }
  | { state: 'missing' }
  | { state: 'corrupt'; keptAs: string; cause: unknown };

/** Reads a file. One that is not JSON, or does not fit its schema, is moved aside. */
export function readJson<T extends z.ZodType>(file: string, schema: T): ReadFile<z.infer<T>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { state: 'missing' };
    throw error;
  }
  try {
    return { state: 'read', value: schema.parse(JSON.parse(text)) };
  } catch (cause) {
    const keptAs = `${file}.corrupt-${Date.now()}`;
    renameSync(file, keptAs);
    return { state: 'corrupt', keptAs, cause };
  }
}

/** Writes a file: readers see the old one or the new one. Only its owner may read it. */
export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(fresh, file);
}
