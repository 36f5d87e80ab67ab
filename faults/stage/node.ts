/**
 * One `serve` process, and whoever looks after it: when it has ended, it is started again on its port. That it ended although
 * nobody killed it is kept, and counts against the run.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export type NodeStart = {
  /** A TypeScript file, and its arguments. */
  program: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  port: number;
  /** What it says goes to the end of this file. */
  log: string;
};

/** Between two starts of a server that does not stay up (ms). */
const AGAIN_MS = 500;

export class Node {
  readonly url: string;
  readonly #start: NodeStart;
  #env: NodeJS.ProcessEnv = {};
  #child: ChildProcess | undefined;
  #wanted = true;
  #frozen = false;
  /** The end that was asked for, of this very process. */
  #asked: ChildProcess | undefined;
  /** Ends that nobody asked for, in words. */
  readonly ends: string[] = [];

  /** Starts it; it is there once it is `ready`. */
  constructor(start: NodeStart) {
    this.#start = start;
    this.url = `http://127.0.0.1:${start.port}`;
    this.#run();
  }

  /** It can be connected to. (A frozen one can be, as far as the kernel knows.) */
  get isUp(): boolean {
    return this.#child !== undefined && !this.#frozen;
  }

  /** Resolves when it is ready: it listens and its database answers. */
  async ready(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.ends.length > 20) throw new Error(`The server does not stay up: ${this.ends.at(-1)}; see ${this.#start.log}`);
      await setTimeout(50);
    }
  }

  /** From the next start on it has these variables too. */
  set environment(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** Ends it at once, as a crash of the machine's kind does; resolves when it has ended. It is started again by itself. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#asked = child;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  freeze(): void {
    this.#frozen = true;
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#frozen = false;
    this.#child?.kill('SIGCONT');
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    this.#wanted = false;
    this.thaw();
    await this.kill('SIGTERM');
  }

  #run(): void {
    const { program, args, env, port, log } = this.#start;
    const out = openSync(log, 'a');
    const child = spawn(process.execPath, [program, ...args, '--port', String(port)], {
      stdio: ['ignore', 'ignore', out],
      env: { ...process.env, MULLION_LOG: 'warn', ...env, ...this.#env },
    });
    closeSync(out);
    this.#child = child;
    // A harness that ends leaves nothing running: told to stop, a server stops its own PostgreSQL too.
    const stop = () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
    };
    process.once('exit', stop);
    child.once('exit', (code, signal) => {
      process.off('exit', stop);
      this.#child = undefined;
      if (!this.#wanted) return;
      if (this.#asked === child) this.#run();
      else {
        this.ends.push(`the server on port ${port} ended by itself (${signal ?? `code ${code}`})`);
        void setTimeout(AGAIN_MS).then(() => {
          if (this.#wanted) this.#run();
        });
      }
    });
  }
}
