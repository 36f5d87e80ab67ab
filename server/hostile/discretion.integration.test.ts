/** The server's log tells what happened, and never what people write, nor a secret: at its most talkative, whatever goes wrong. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EventId } from '../../shared/model.ts';
import { serializers } from '../discreet-errors.ts';
import type { Database } from '../store/database.ts';
import { Client } from '../testing/client.ts';
import { eachDatabase } from '../testing/databases.ts';
import { type RunningServer, startServer } from '../testing/server.ts';

/** In everything that somebody writes, and in every secret: where it stands in the log, something was told. */
const MARK = 'xyzzy';

eachDatabase('the log of the server', (place) => {
  let server: RunningServer;
  let beside: Database;
  const lines: string[] = [];

  beforeAll(async () => {
    const log = pino({ level: 'trace', serializers }, { write: (line: string) => void lines.push(line) });
    server = await startServer({ database: await place.open(), log });
    beside = await place.open();
  });
  afterAll(() => server.stop());

  const id = () => EventId.parse(randomUUID());

  it('tells of much that goes wrong, and nothing of what was written', async () => {
    const [mara, okoye] = [
      await server.addPerson('mara', { password: `${MARK} and a good one` }),
      await server.addPerson('okoye', { name: 'Okoye' }),
    ];
    const channel = await server.addChannel('rates', [mara, okoye]);
    const other = await server.addChannel('deal', [okoye]);
    const client = await Client.connect(server.url, await server.tokenFor(mara));
    await client.ok('sync', { cursors: {} });
    const body = { text: `${MARK} is what was written` };

    // Well, and refused for each reason.
    await client.ok('send', { channel, id: id(), body });
    await client.ok('rename', { channel, id: id(), name: `rates-${MARK}` });
    await client.ok('topic', { channel, id: id(), topic: `${MARK} rates` });
    await client.ok('presence', { note: `${MARK} at ten` });
    await client.refused('send', { channel: other, id: id(), body });
    await client.refused('send', { channel, id: id(), body: { text: `${MARK}`.repeat(20_000) } });
    await client.raw('send', { channel, id: id(), body: { text: `${MARK}\ud800` } });
    await client.raw('send', { channel, id: MARK, body, more: MARK });
    await client.raw('send', MARK);
    await client.raw(MARK, MARK);
    await client.ok('directory', { query: MARK, limit: 10 });

    // Tokens and passwords that are none.
    for (const token of [MARK, `${MARK}.${MARK}.${MARK}`]) await expect(Client.connect(server.url, token)).rejects.toThrow();
    const post = (path: string, json: unknown) =>
      fetch(`${server.url}/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${MARK}`, cookie: `session=${MARK}` },
        body: typeof json === 'string' ? json : JSON.stringify(json),
      });
    const answers = [
      await post('sign-in', { handle: 'mara', password: `${MARK} but wrong` }),
      await post('sign-in', { ticket: MARK }),
      await post('sign-in', `{"handle": "${MARK}`),
      await post('refresh', { refresh: MARK }),
      await post(MARK, { [MARK]: MARK }),
    ];
    expect(answers.map(({ ok }) => ok)).not.toContain(true);
    expect((await post('sign-in', { handle: 'mara', password: `${MARK} and a good one` })).ok).toBe(true);

    // The database refuses the very row, says so with all that is in it, and then is away.
    await sql`alter table event_body add constraint nothing_more check (body not like '%never%')`.execute(beside.queries);
    await client.refused('send', { channel, id: id(), body: { text: `${MARK} never` } });
    await sql`alter table event_body drop constraint nothing_more`.execute(beside.queries);
    const sending = Array.from({ length: 40 }, () => client.call('send', { channel, id: id(), body }));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(beside.queries);
    await Promise.all(sending);
    client.close();

    // It was not silent: what cannot be stored, and what was lost, is in it.
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => line.includes('An event could not be committed'))).not.toEqual([]);
    expect(lines.filter((line) => line.includes('lost'))).not.toEqual([]);
    expect(lines.filter((line) => line.includes(MARK))).toEqual([]);
  });
});
