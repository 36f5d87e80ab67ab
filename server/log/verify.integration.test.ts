import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { Database } from '../store/database.ts';
import { eachDatabase } from '../testing/databases.ts';
import { message, someChannel, somePerson } from '../testing/people.ts';
import { commitBatch } from './commit.ts';
import { verifyChannel } from './verify.ts';

eachDatabase('checking a chain', (place) => {
  let database: Database;
  let mara: PersonId;
  let rates: ChannelId;

  beforeAll(async () => {
    database = await place.open();
    mara = await somePerson(database.queries);
  });
  beforeEach(async () => {
    rates = await someChannel(database.queries, mara);
    const entries = Array.from({ length: 5_000 }, (_, index) => message(rates, mara, `message ${index + 1}`));
    await commitBatch(database.queries, entries, 'test');
  });

  const findings = async () => (await verifyChannel(database.queries, rates)).findings.map(({ seq, what }) => ({ seq, what }));
  const damaged = 'This event is not what was written here: its header was changed, or it was moved, replaced or inserted.';

  it('finds it whole, over several pages', async () => {
    expect(await verifyChannel(database.queries, rates)).toEqual({ events: 5_000, erased: 0, findings: [] });
  });

  it('names a flipped byte of a body', async () => {
    await sql`update event_body set body = replace(body, 'message 77"', 'massage 77"') where channel = ${rates} and seq = 77`.execute(
      database.queries,
    );
    expect(await findings()).toEqual([{ seq: 77, what: 'The body was changed.' }]);
  });

  it('names a changed time', async () => {
    await sql`update event set at = at + 1 where channel = ${rates} and seq = 2001`.execute(database.queries);
    expect(await findings()).toEqual([{ seq: 2001, what: damaged }]);
  });

  it('names a dropped event, also the newest', async () => {
    await sql`delete from event where channel = ${rates} and seq in (12, 5000)`.execute(database.queries);
    expect(await findings()).toEqual([
      { seq: 12, what: 'Event 12 is missing.' },
      { seq: 5000, what: 'The newest event, 5000, is missing.' },
    ]);
  });

  it('names the newest event when the head was set back to hide that it is gone', async () => {
    await sql`delete from event where channel = ${rates} and seq = 5000`.execute(database.queries);
    await sql`update channel set head_seq = 4999, head_nth = 4999 where id = ${rates}`.execute(database.queries);
    expect(await findings()).toEqual([{ seq: 4999, what: "The channel's head is not that of its newest event." }]);
  });

  it('names both of two events that changed places', async () => {
    await sql`update event set seq = case seq when 30 then -1 else -2 end where channel = ${rates} and seq in (30, 31)`.execute(
      database.queries,
    );
    await sql`update event set seq = case seq when -1 then 31 else 30 end where channel = ${rates} and seq < 0`.execute(
      database.queries,
    );
    expect(new Set((await findings()).map(({ seq }) => seq))).toEqual(new Set([30, 31, 32]));
  });

  it('names a body that is missing, and one beyond the head', async () => {
    await sql`delete from event_body where channel = ${rates} and seq = 4`.execute(database.queries);
    await sql`insert into event select channel, 5001, nth, gen_random_uuid(), kind, actor, at, digest, hash
      from event where channel = ${rates} and seq = 5000`.execute(database.queries);
    expect(await findings()).toEqual([
      { seq: 4, what: 'The body is missing, and was not erased.' },
      { seq: 5001, what: "This event is beyond the channel's head." },
    ]);
  });
});
