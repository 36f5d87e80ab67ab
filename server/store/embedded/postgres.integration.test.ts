import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newDataFolder } from '../../testing/data-folder.ts';
import { silent } from '../../testing/log.ts';
import { openDatabase } from '../database.ts';
import { lockServer } from '../server-lock.ts';

describe('the embedded PostgreSQL of a data folder', () => {
  let data: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    data = await newDataFolder();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await (await open()).close();
    await rm(data, { recursive: true });
  });

  const open = () => openDatabase({ data, log: silent });
  const pidFile = () => join(data, 'postgres', 'postmaster.pid');
  const postmaster = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);

  /** Another process that uses the folder, once it does. */
  async function holder(): Promise<ChildProcess> {
    const script = join(import.meta.dirname, '..', '..', 'testing', 'hold-database.ts');
    const child = spawn(process.execPath, [script, data], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    if (child.stdout) await once(child.stdout, 'data');
    return child;
  }

  it('is stopped by the last who uses it, and keeps its password to itself', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await one.close();
    await expect(sql`select 1`.execute(two.queries)).resolves.toMatchObject({ rows: [{}] });
    await two.close();
    await expect(access(pidFile())).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await stat(join(data, 'postgres.json'))).mode & 0o777).toBe(0o600);
  });

  it('listens on the loopback address alone, and never trades durability away', async () => {
    const database = await open();
    const { rows } = await sql`select current_setting('listen_addresses') as on, current_setting('unix_socket_directories') as at,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`.execute(database.queries);
    expect(rows).toEqual([{ on: '127.0.0.1', at: '', fsync: 'on', commits: 'on' }]);
    await database.close();
  });

  it('is used again after the process that started it was killed', async () => {
    const killed = await holder();
    const running = await postmaster();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const database = await open();
    expect(await postmaster()).toBe(running);
    const lock = await lockServer(database, silent);
    await lock.release();
    await database.close();
    await expect(access(pidFile())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is left alone by a second server, which says who was first', async () => {
    const first = await holder();
    const database = await open();
    await expect(lockServer(database, silent)).rejects.toMatchObject({
      code: 'already-exists',
      message: `A server uses ${data} already (process ${first.pid}); this one leaves it alone.`,
    });
    const running = await postmaster();
    await database.close();
    expect(await postmaster()).toBe(running);
    first.kill('SIGTERM');
    await once(first, 'exit');
    await expect(access(pidFile())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is started in spite of the pid file of a process that is gone, or is something else by now', async () => {
    for (const pid of [2 ** 22 + 1, process.pid]) {
      await writeFile(pidFile(), `${pid}\n${data}/postgres\n0\n1\n\n127.0.0.1\n0 0\nready   \n`);
      const database = await open();
      await expect(sql`select 1`.execute(database.queries)).resolves.toBeDefined();
      await database.close();
    }
  });

  it('is started again when it ends under the hands of a server', async () => {
    const database = await open();
    const ended = await postmaster();
    process.kill(ended, 'SIGKILL');
    await vi.waitFor(
      async () => {
        expect(await postmaster()).not.toBe(ended);
        await sql`select 1`.execute(database.queries);
      },
      { timeout: 60_000, interval: 100 },
    );
    await database.close();
  });
});
