/**
 * The server's own program as a process, for tests of what only a process has: signals, standard output, the command line.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const main = join(import.meta.dirname, '..', 'main.ts');

/** A program that runs until it is told to stop. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** The first line on standard output, from JSON. */
  readonly first: unknown;
  /** Sends the signal and waits for the end; answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export type Environment = Record<string, string | undefined>;

/** Starts a command; resolves with its first line. Rejects with what it said if it ends before. */
export async function startProgram(args: string[], env: Environment = {}): Promise<RunningProgram> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const ended = once(child, 'exit');
  const said = text(child.stderr);
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => undefined)]);
  if (line === undefined) throw new Error(`The program ended: ${await said}`);
  return {
    child,
    first: JSON.parse(String(line[0])),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

/** Runs a command to its end. */
export async function runProgram(
  args: string[],
  env: Environment = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}
