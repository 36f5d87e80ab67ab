/** The nginx before the servers, set up by the files of `deploy/`: only ports and folders are the run's own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const deploy = join(import.meta.dirname, '..', '..', 'deploy', 'nginx');

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects where there is no nginx, or it does not take its configuration. */
export async function openFront(folder: string, port: number, servers: readonly number[]): Promise<Front> {
  await mkdir(folder);
  const upstream = withServers(await readFile(join(deploy, 'upstream.conf'), 'utf8'), servers);
  const site = (await readFile(join(deploy, 'mullion.conf'), 'utf8')).replace('listen 7420;', `listen 127.0.0.1:${port};`);
  const config = join(folder, 'nginx.conf');
  await writeFile(config, around(folder, `${upstream}\n${site}`));
  const nginx = spawn('nginx', ['-p', folder, '-c', config, '-e', join(folder, 'error.log')], { stdio: 'ignore' });
  const failed = once(nginx, 'error').then(([error]) => Promise.reject(new Error('nginx cannot be run', { cause: error })));
  const ended = once(nginx, 'exit').then(() => Promise.reject(new Error(`nginx ended; see ${folder}/error.log`)));
  for (const each of [failed, ended]) each.catch(() => undefined);
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([answers(url), failed, ended]);
  return { url, close: () => end(nginx) };
}

/** The upstream with other servers, each with the same words behind its address. */
function withServers(upstream: string, servers: readonly number[]): string {
  const words = /^\s*server \S+( .*);$/m.exec(upstream)?.[1] ?? '';
  const lines = servers.map((port) => `  server 127.0.0.1:${port}${words};`).join('\n');
  return upstream.replace(/(^\s*server .*;\n?)+/m, `${lines}\n`);
}

function around(folder: string, http: string): string {
  return [
    'daemon off;',
    `pid ${folder}/nginx.pid;`,
    // Each client takes two: its own, and the one to its server.
    'events { worker_connections 32768; }',
    'http {',
    'access_log off;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`),
    http,
    '}',
  ].join('\n');
}

async function answers(url: string): Promise<void> {
  while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) await setTimeout(50);
}

async function end(nginx: ChildProcess): Promise<void> {
  if (nginx.exitCode !== null || nginx.signalCode !== null) return;
  const ended = once(nginx, 'exit');
  nginx.kill('SIGTERM');
  await ended;
}
