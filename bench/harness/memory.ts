import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LineChild } from './child.ts';

/** How a program is started that can be asked for its memory. */
export const tellsMemory = ['--expose-gc', '--import', join(import.meta.dirname, 'tell-memory.ts')];

/** What a process holds (kB): resident of all kinds, and of that the live objects of its heap and its buffers. */
export type Memory = { resident: number; heap: number; external: number };

/** The memory of a child that was started with `tellsMemory`, after it has collected its garbage. */
export async function memoryOf(child: LineChild): Promise<Memory> {
  process.kill(child.pid, 'SIGUSR2');
  const { heapUsed, external } = await child.next<{ heapUsed: number; external: number }>();
  const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
  return { resident, heap: heapUsed / 1024, external: external / 1024 };
}

/** What each of so many things has added. */
export function growth(before: Memory, after: Memory, things: number): Memory {
  const of = (kind: keyof Memory): number => (after[kind] - before[kind]) / things;
  return { resident: of('resident'), heap: of('heap'), external: of('external') };
}
