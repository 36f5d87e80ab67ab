/** Programs that the rig starts: each is waited for until it says that it is ready, and each is ended. */
import { type ChildProcess, spawn } from 'node:child_process';

export type Child = {
  readonly pid: number;
  /** What it has said so far, both streams. */
  output(): string;
  /** Resolves when the program has ended. */
  readonly ended: Promise<void>;
  /** Asks it to end, insists after three seconds, and resolves when it has. */
  stop(): Promise<void>;
};

export type StartOptions = {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Written to its standard input, which is then closed. */
  input?: string;
  /** Resolves with the first match in what the program says (also on file descriptor 3). */
  ready: RegExp;
  /** Milliseconds until waiting for `ready` is given up. */
  deadline?: number;
};

/** Starts a program and waits until its output matches. Rejects with what it said when it ends or the deadline comes first. */
export async function start(
  command: string,
  args: readonly string[],
  options: StartOptions,
): Promise<Child & { match: RegExpMatchArray }> {
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  feed(child, options.input);
  let said = '';
  const match = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const timer = setTimeout(() => fail('was not ready in time'), options.deadline ?? 30_000);
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${command} ${why}. It said:\n${said}`));
    };
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = said.match(options.ready);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found);
    };
    for (const stream of child.stdio.slice(1)) stream?.on('data', hear);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('close', (code, signal) => fail(`ended with ${code ?? signal}`));
  });
  return { match, pid: child.pid ?? 0, output: () => said, ended, stop: () => stop(child, ended) };
}

/** Runs a program to its end and answers what it wrote; rejects when it fails. */
export async function call(
  command: string,
  args: readonly string[],
  options: Pick<StartOptions, 'env' | 'cwd' | 'input'> = {},
): Promise<string> {
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  feed(child, options.input);
  const chunks: Record<'out' | 'err', Buffer[]> = { out: [], err: [] };
  child.stdout?.on('data', (chunk: Buffer) => chunks.out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.err.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const out = Buffer.concat(chunks.out).toString('utf8');
      if (code === 0) resolve(out);
      else
        reject(
          new Error(
            `${command} ${args.join(' ')} ended with ${code ?? signal}:\n${out}${Buffer.concat(chunks.err).toString('utf8')}`,
          ),
        );
    });
  });
}

function feed(child: ChildProcess, input: string | undefined): void {
  // A program that ends without reading its input breaks the pipe; how it ended is told elsewhere.
  child.stdin?.on('error', () => child.stdin?.destroy());
  child.stdin?.end(input);
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(insist);
}
