/** The product's own programs, as `npm start` and `npm run dev` run them: server, sample conversations, tickets, desktop application. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { MullionError } from '../shared/errors.ts';
import { z } from '../shared/schema.ts';
import type { Children, Started } from './children.ts';
import { run } from './run.ts';

const root = join(import.meta.dirname, '..');
const program = join(root, 'server', 'main.ts');
const conversations = join(root, 'samples', 'trading-day');

export const logs = join(root, '.cache', 'logs');

/** What Node has compiled of the server's programs, for the next start: half a second of it. */
const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'compiled') };

export type Place = {
  data: string | undefined;
  /** The server starts again whenever its code changes. */
  watch: boolean;
};

/** The port asked for, or another one when it is in use (0: any that is free). */
export async function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : wanted));
    });
  });
}

/** Starts the server; resolves with its address, rejects with what it said when it cannot run. */
export async function startServer(children: Children, place: Place, port: number): Promise<{ url: string; server: Started }> {
  mkdirSync(logs, { recursive: true });
  const watched = place.watch ? ['--watch-path=server', '--watch-path=shared', '--watch-preserve-output'] : [];
  const args = [...watched, program, 'serve', '--port', String(port), ...dataOf(place)];
  return new Promise((resolve, reject) => {
    const server = children.start('server', process.execPath, args, {
      log: join(logs, 'server.log'),
      env: compiled,
      onLine: (line) => {
        const url = /^\{"listening":"([^"]+)"\}$/.exec(line)?.[1];
        if (url !== undefined) resolve({ url, server });
      },
    });
    void server.ended.then(({ code, last }) => reject(refused('The server', code, last)));
  });
}

/** Keeps the bundle up to date while its sources change; what it says is shown. */
export function startBundler(children: Children): void {
  const onLine = (line: string) => console.log(`  bundle        ${line}`);
  children.start('bundler', process.execPath, [join(root, 'build', 'bundle.ts'), '--watch'], {
    log: join(logs, 'bundle.log'),
    onLine,
  });
}

/** Loads the sample conversations and lets them go on live; resolves when people can sign in. */
export async function startSample(children: Children, place: Place, url: string): Promise<Started> {
  const args = [program, 'sample', conversations, '--url', url, ...dataOf(place)];
  return new Promise((resolve, reject) => {
    const sample = children.start('sample conversations', process.execPath, args, {
      log: join(logs, 'sample.log'),
      env: compiled,
      onLine: (line) => {
        if (/^\{"playing":/.test(line)) resolve(sample);
      },
    });
    void sample.ended.then(({ code, last }) => reject(refused('The sample conversations', code, last)));
  });
}

/** Who the sample person is: the handle and the name. */
export function samplePerson(): { handle: string; name: string } {
  const Cast = z.object({ you: z.string(), people: z.array(z.object({ handle: z.string(), name: z.string() })) });
  const cast = Cast.parse(JSON.parse(readFileSync(join(conversations, 'cast.json'), 'utf8')));
  return { handle: cast.you, name: cast.people.find(({ handle }) => handle === cast.you)?.name ?? cast.you };
}

/** One-time tickets to sign in with, so many. */
export async function ticketsFor(handle: string, count: number, place: Place): Promise<string[]> {
  const args = [program, 'ticket', ...Array.from({ length: count }, () => handle), ...dataOf(place)];
  const { code, output, stdout } = await run(process.execPath, args, { env: compiled, output: 'gather' });
  if (code !== 0) throw refused('A sign-in ticket', code, output.trim().split('\n'));
  return stdout.trim().split('\n');
}

/** Where a browser opens the web edition, signed in. */
export function webAddress(url: string, ticket: string): string {
  return `${url}/#ticket=${encodeURIComponent(ticket)}`;
}

/** Starts the desktop application, signed in. */
export function startDesktop(
  children: Children,
  given: {
    binary: string;
    flags: readonly string[];
    url: string;
    ticket: string;
    data: string | undefined;
    onLine?: (line: string) => void;
  },
): Started {
  return children.start('desktop application', given.binary, [root, ...given.flags], {
    log: join(logs, 'desktop.log'),
    env: {
      MULLION_SERVER: given.url,
      MULLION_TICKET: given.ticket,
      ...(given.data !== undefined && { MULLION_USER_DATA: join(given.data, 'desktop') }),
    },
    ...(given.onLine && { onLine: given.onLine }),
  });
}

function dataOf({ data }: Place): string[] {
  return data === undefined ? [] : ['--data', data];
}

function refused(what: string, code: number | string, last: readonly string[]): MullionError {
  const said = last.findLast((line) => line.trim() !== '')?.trim();
  return new MullionError(
    'unavailable',
    said === undefined ? `${what} ended with ${code}; its log is in ${logs}.` : `${what}: ${said}`,
  );
}
