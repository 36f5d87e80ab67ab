import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A helper process that is told, and tells, one JSON a line. */
export type LineChild = {
  pid: number;
  /** Sends an order and resolves with the next line. */
  ask<T>(order: unknown): Promise<T>;
  /** The next line that nobody has read yet. */
  next<T>(): Promise<T>;
  stop(): void;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
};

export type ChildOptions = {
  /** Beside our own environment. */
  env?: NodeJS.ProcessEnv | undefined;
  /** Node's own arguments. */
  node?: readonly string[] | undefined;
};

/** Starts a TypeScript file of ours as a child process. Its stderr is ours. */
export function startChild(file: string, args: string[] = [], { env, node = [] }: ChildOptions = {}): LineChild {
  const child: ChildProcess = spawn(process.execPath, [...node, file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  if (!child.stdout || !child.stdin || child.pid === undefined) throw new Error(`${file} could not be started`);
  const stdin = child.stdin;
  // A bench that fails leaves nothing running.
  const kill = (): void => void child.kill('SIGTERM');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const reader = waiting.shift();
    if (reader) reader.resolve(line);
    else lines.push(line);
  });
  child.on('exit', (code) => {
    for (const reader of waiting.splice(0)) reader.reject(new Error(`${file} ended with code ${code}`));
  });
  const next = async <T>(): Promise<T> => {
    const line = lines.shift() ?? (await new Promise<string>((resolve, reject) => waiting.push({ resolve, reject })));
    return JSON.parse(line) as T;
  };
  return {
    pid: child.pid,
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
    next,
    ask: (order) => {
      stdin.write(`${JSON.stringify(order)}\n`);
      return next();
    },
    stop: kill,
  };
}
