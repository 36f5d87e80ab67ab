/** Runs other programs: one place that knows how output, exit codes and time are gathered. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export type Ran = {
  code: number;
  /** What it said on standard output, and on both streams together; empty when it spoke to the terminal itself. */
  stdout: string;
  output: string;
  seconds: number;
};

export type RunOptions = {
  /** Added to this program's environment. */
  env?: NodeJS.ProcessEnv;
  /** `live` lets the program write to the terminal itself (then `output` stays empty); `gather` keeps what it says. */
  output: 'live' | 'gather';
};

/** Runs a program to its end. A program that cannot be started ends with code 127 and the reason as its output; it never rejects. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...options.env },
      stdio: options.output === 'live' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
      output += chunk.toString('utf8');
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    const end = (code: number) => resolve({ code, stdout, output, seconds: (performance.now() - begun) / 1000 });
    child.on('error', (error) => {
      output += `${command} could not be started: ${error.message}\n`;
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** Runs jobs, so many at a time, and gives their results in the order of the jobs. */
export async function inParallel<T>(jobs: readonly (() => Promise<T>)[], width: number): Promise<T[]> {
  const results = new Map<number, T>();
  const queue = jobs.entries();
  const worker = async () => {
    for (const [at, job] of queue) results.set(at, await job());
  };
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
