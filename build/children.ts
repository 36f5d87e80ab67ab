/**
 * The programs that `npm start` keeps running. Each has a process group of its own, so that a Ctrl-C in the terminal reaches
 * this program alone, which then ends the others in order: last started, first ended.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export type Started = {
  readonly name: string;
  /** Resolves when it has ended, with its exit code (or the signal's name) and the last lines that it said. */
  readonly ended: Promise<{ code: number | string; last: string[] }>;
};

export type ChildOptions = {
  env?: NodeJS.ProcessEnv;
  /** Told each line that it says. */
  onLine?: (line: string) => void;
  /** Everything it says is added to this file. */
  log: string;
};

export class Children {
  readonly #running: { child: ChildProcess; started: Started }[] = [];
  #stopping = false;

  /** Whether the end has begun: programs that end now do so because they were asked to. */
  get stopping(): boolean {
    return this.#stopping;
  }

  start(name: string, command: string, args: readonly string[], options: ChildOptions): Started {
    const child = spawn(command, args, {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const last: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        last.push(line);
        if (last.length > 20) last.shift();
        appendFileSync(options.log, `${line}\n`);
        options.onLine?.(line);
      });
    }
    const ended = new Promise<{ code: number | string; last: string[] }>((resolve) => {
      child.once('error', (error) => resolve({ code: 127, last: [error.message] }));
      child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 1, last }));
    });
    const started = { name, ended };
    this.#running.push({ child, started });
    return started;
  }

  /** Asks each to end, last started first, and waits for it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { child, started } of this.#running.toReversed()) {
      signal(child, 'SIGTERM');
      await started.ended;
    }
  }

  /** Ends all of them at once, without asking. */
  kill(): void {
    this.#stopping = true;
    for (const { child } of this.#running) signal(child, 'SIGKILL');
  }
}

/**
 * The polite signal goes to the program alone, which ends its own children in its own order; the last one goes to all of them.
 */
function signal(child: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (name === 'SIGTERM' || process.platform === 'win32') child.kill(name);
  else process.kill(-child.pid, name);
}
