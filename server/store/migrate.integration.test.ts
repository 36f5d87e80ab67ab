/** A newer program brings the database up to itself while this one serves, and this one goes on. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ChannelId, EventId } from '../../shared/model.ts';
import { Client } from '../testing/client.ts';
import { eachDatabase } from '../testing/databases.ts';
import { silent } from '../testing/log.ts';
import { type RunningServer, startServer } from '../testing/server.ts';
import type { Database } from './database.ts';
import { migrate, migrationState } from './migrate.ts';
import { type Migrations, migrations } from './migrations.ts';

/** A moment in which nobody who serves may be kept waiting (ms): far more than a migration waits for a table. */
const PATIENCE_MS = 10_000;

/** The tables that a message passes. */
const used = ['event', 'event_body', 'channel', 'person', 'membership', 'read_cursor'];

eachDatabase('migrations', (place) => {
  let server: RunningServer;
  let newer: Database;
  let channel: ChannelId;
  let mara: Client;

  beforeAll(async () => {
    server = await startServer({ database: await place.open(), log: silent });
    newer = await place.open();
    const person = await server.addPerson('mara');
    channel = await server.addChannel('rates', [person]);
    mara = await Client.connect(server.url, await server.tokenFor(person));
    await mara.ok('sync', { cursors: {} });
  });
  afterAll(async () => {
    mara.close();
    await server.stop();
  });

  const say = (text: string) => mara.ok('send', { channel, id: EventId.parse(randomUUID()), body: { text } });

  /** Says one thing after the other while `act` does its work; the seqs that were acknowledged. */
  async function talkDuring(act: Promise<unknown>): Promise<number[]> {
    const seqs: number[] = [];
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    act.then(over, over);
    while (!isOver) seqs.push((await say(`message ${seqs.length}`)).seq);
    await act;
    for (let after = 0; after < 20; after++) seqs.push((await say(`afterwards ${after}`)).seq);
    return seqs;
  }

  type Up = (database: Kysely<unknown>) => Promise<unknown>;
  const withMore = (before: Migrations, steps: Record<string, Up>): Migrations => ({
    ...before,
    ...Object.fromEntries(Object.entries(steps).map(([name, up]) => [name, { up: async (on) => void (await up(on)) }])),
  });

  /** What a version adds to a table: a column and an index. It takes its time. */
  const addTo =
    (table: string): Up =>
    async (on) => {
      await sql`alter table ${sql.id(table)} add column added text not null default 'so'`.execute(on);
      await sql`create index on ${sql.id(table)} (added)`.execute(on);
      await sql`select pg_sleep(0.1)`.execute(on);
    };
  const adding = withMore(migrations, {
    ...Object.fromEntries(used.map((table, index) => [`090${index}-adds-to-${table}`, addTo(table)])),
    '0910-adds': (on) => sql`create table added (name text primary key)`.execute(on),
  });

  it('of a newer program run while this one serves: nothing is refused, lost or out of order', async () => {
    await say('before');
    const before = mara.told.events.length;
    const seqs = await talkDuring(migrate(newer.queries, adding));
    expect(seqs.length).toBeGreaterThan(20);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
    await mara.until('all has come', () => mara.told.events.flatMap(({ events }) => events).at(-1)?.seq === seqs.at(-1));
    expect(mara.told.events.length).toBeGreaterThan(before);
    expect((await migrationState(newer.queries)).done).toContain('0910-adds');
  });

  it('wait for no table longer than those who serve can wait for them', async () => {
    const more = withMore(adding, { '0911-waits': (on) => sql`alter table event add column waited text`.execute(on) });
    const reader = await newer.connect();
    await reader.query('begin; lock table event in access share mode');
    let slowestMs = 0;
    let said = 0;
    const migrating = migrate(newer.queries, more);
    // The first who writes behind the waiting migration waits too; after a few turns it has stepped back more than once.
    while (said < 500) {
      const began = performance.now();
      await say(`meanwhile ${said++}`);
      slowestMs = Math.max(slowestMs, performance.now() - began);
    }
    expect((await migrationState(newer.queries)).done).not.toContain('0911-waits');
    expect(slowestMs).toBeLessThan(PATIENCE_MS);
    await reader.query('commit');
    await reader.end();
    await migrating;
    expect((await migrationState(newer.queries)).done).toContain('0911-waits');
  });

  it('that a newer program has made leave this one able to start again, unless they break with it', async () => {
    await (await place.open()).close();
    expect(await migrationState(newer.queries)).toMatchObject({ pending: [] });
    const { done } = await migrationState(newer.queries);
    const kept = Object.fromEntries(done.map((name) => [name, { up: async () => undefined }]));
    await migrate(newer.queries, { ...kept, '0999-drops-breaking': { up: async () => undefined } });
    await expect(place.open()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('newer version') });
    await say('who serves goes on');
  });
});
