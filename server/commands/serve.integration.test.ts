import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Grant } from '../../shared/protocol.ts';
import { z } from '../../shared/schema.ts';
import { Client } from '../testing/client.ts';
import { eachDatabase } from '../testing/databases.ts';
import { type RunningProgram, runProgram, startProgram } from '../testing/program.ts';

const Listening = z.object({ listening: z.url() });

const cast = {
  version: 1,
  tenant: 'sample',
  opensAt: '07:44',
  you: 'mara',
  firms: [
    { key: 'home', name: 'Home Bank', short: 'Home' },
    { key: 'away', name: 'Away Fund', short: 'Away' },
  ],
  people: [
    { handle: 'mara', name: 'Mara Voss', firm: 'home', kind: 'person' },
    { handle: 'pell', name: 'Conor Pell', firm: 'away', kind: 'person' },
    { handle: 'px.bot', name: 'Price bot', firm: 'home', kind: 'bot' },
  ],
  channels: [
    { key: 'rates', kind: 'persistent', name: 'rates', topic: 'EUR', members: ['mara', 'pell', 'px.bot'], script: 'rates.txt' },
    { key: 'direct', kind: 'direct', name: '', topic: '', members: ['mara', 'pell'], script: 'direct.txt' },
  ],
};
const rates =
  '07:00:00 pell> morning @mara\n07:43:59 px.bot> mids:\n  10y 2.41\n07:44:01 pell> live now, @px.bot\n07:44:02 * mara nods\n';

eachDatabase('the program', (database) => {
  let folder = '';
  let server: RunningProgram | undefined;
  let player: RunningProgram | undefined;
  let url = '';
  const place = () => database.tool().args;

  async function signIn(handle: string): Promise<Client> {
    const { out } = await runProgram(['ticket', handle, ...place()], database.tool().env);
    const answer = await fetch(`${url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: out.trim() }),
    });
    return await Client.connect(url, Grant.parse(await answer.json()).access);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mullion-program-'));
    await chmod(folder, 0o755);
    await mkdir(join(folder, 'sample'));
    await writeFile(join(folder, 'sample', 'cast.json'), JSON.stringify(cast));
    await writeFile(join(folder, 'sample', 'rates.txt'), rates);
    await writeFile(join(folder, 'sample', 'direct.txt'), '07:10:00 pell> got a minute?\n');
    server = await startProgram(['serve', '--port', '0', ...place()], database.tool().env);
    url = Listening.parse(server.first).listening;
  });

  afterAll(async () => {
    for (const program of [player, server]) if (program?.child.exitCode === null) await program.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('loads a sample once, and lets it go on live', async () => {
    const sample = join(folder, 'sample');
    expect(await runProgram(['sample', sample, '--no-play', ...place()], database.tool().env)).toMatchObject({ code: 0 });
    const mara = await signIn('mara');
    const before = await mara.ok('sync', { cursors: {} });
    expect(before.channels.map((state) => [state.channel.kind, state.headNth])).toEqual(
      expect.arrayContaining([
        ['persistent', 2],
        ['direct', 1],
      ]),
    );
    const history = before.missed.flatMap((run) => run.events).filter((event) => event.kind === 'message');
    expect(history.map((event) => event.body.text)).toEqual(expect.arrayContaining(['morning @mara', 'mids:\n10y 2.41']));
    expect(history.find((event) => event.body.mentions)?.body.mentions).toEqual([before.me.id]);

    player = await startProgram(['sample', sample, '--speed', '50', '--url', url, ...place()], database.tool().env);
    expect(player.first).toEqual({ playing: url });
    const heard = () => mara.told.events.flatMap((frame) => frame.events).filter((event) => event.kind === 'message');
    await mara.until('what is said live has come', () => heard().length >= 2);
    expect(
      heard()
        .slice(0, 2)
        .map((event) => [event.body.text, event.body.style]),
    ).toEqual([
      ['live now, @px.bot', undefined],
      ['nods', 'action'],
    ]);
    expect(await player.stop('SIGINT')).toBe(0);
    const again = await mara.ok('sync', { cursors: {} });
    expect(again.channels.find((state) => state.channel.kind === 'direct')?.headNth).toBe(1);
    mara.close();
  });

  it('replays logs through a connection per speaker, at the rate asked for', async () => {
    await mkdir(join(folder, 'irc'));
    const lines = Array.from({ length: 30 }, (_, index) => `[10:${10 + index}] <nick${index % 3}> line ${index}`);
    await writeFile(join(folder, 'irc', '2005-01-02.txt'), `${lines.join('\n')}\n`);
    const { code, out } = await runProgram(
      ['replay', join(folder, 'irc'), '--rate', '100', '--url', url, '--channel', 'replayed', '--members', 'mara', ...place()],
      database.tool().env,
    );
    expect(code).toBe(0);
    const told = z.object({ said: z.int(), failed: z.int(), connections: z.object({ made: z.int() }) }).parse(JSON.parse(out));
    expect(told).toEqual({ said: 30, failed: 0, connections: { made: 3 } });
    const mara = await signIn('mara');
    const { channels } = await mara.ok('sync', { cursors: {} });
    const channel = channels.find((state) => state.channel.name === 'replayed');
    expect(channel?.headNth).toBe(30);
    mara.close();
  });

  it('signs a person out everywhere when their password is changed beside it', async () => {
    const mara = await signIn('mara');
    const pell = await signIn('pell');
    expect(await runProgram(['user', 'passwd', 'mara', ...place()], database.tool().env)).toMatchObject({ code: 0 });
    await mara.until('the connection to be closed with a reason', () => mara.told.bye.length > 0);
    await pell.ok('sync', { cursors: {} });
    expect(pell.told.bye).toEqual([]);
    pell.close();
  });

  it('says in one sentence what it cannot make of the command line', async () => {
    const attempts = [
      ['serve', '--port', 'many'],
      ['serve', '--origin', 'nonsense'],
      ['sample', join(folder, 'irc'), '--no-play', ...place()],
      ['replay', join(folder, 'nowhere'), '--rate', '1', ...place()],
      ['replay', folder, '--rate', 'fast'],
    ];
    for (const args of attempts) {
      const { code, out, err } = await runProgram(args, database.tool().env);
      expect([code, out], args.join(' ')).toEqual([2, '']);
      expect(
        err
          .trim()
          .split('\n')
          .filter((line) => line.startsWith('mullion-server: ')),
      ).toHaveLength(1);
      expect(err).not.toContain('    at ');
    }
  });

  it('finishes what is under way when it is told to stop, and tells its clients', async () => {
    const mara = await signIn('mara');
    await mara.ok('sync', { cursors: {} });
    expect(await server?.stop('SIGTERM')).toBe(0);
    await mara.until('the connection is closed', () => mara.closed);
    expect(mara.told.bye).toEqual([expect.objectContaining({ code: 'unavailable', retryAfterMs: 1000 })]);
  });
});
