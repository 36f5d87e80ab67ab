import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ChannelEvent } from '../../shared/events.ts';
import { type ChannelId, PersonId, Seq } from '../../shared/model.ts';
import { findChannel, isMember, membersOf } from '../store/channels.ts';
import { cursorsOf, moveCursor } from '../store/cursors.ts';
import type { Database } from '../store/database.ts';
import type { Effect } from '../store/effects.ts';
import { eraseBody } from '../store/events.ts';
import { eachDatabase } from '../testing/databases.ts';
import { silent } from '../testing/log.ts';
import { message, newChannelId, newEventId, someChannel, somePerson } from '../testing/people.ts';
import { createEventLog } from './create-event-log.ts';
import type { Appended, EventLog } from './event-log.ts';
import { verifyChannel } from './verify.ts';

eachDatabase('the event log', (place) => {
  let database: Database;
  let other: Database;
  let log: EventLog;
  let mara: PersonId;
  let okoye: PersonId;
  let rates: ChannelId;

  beforeAll(async () => {
    [database, other] = [await place.open(), await place.open()];
    log = await createEventLog(database, { log: silent });
    mara = await somePerson(database.queries);
    okoye = await somePerson(database.queries);
  });
  beforeEach(async () => {
    rates = await someChannel(database.queries, mara, okoye);
  });
  afterAll(() => log.close());

  const textsOf = (events: ChannelEvent[]) => events.map((event) => (event.kind === 'message' ? event.body.text : event.kind));
  const refusal = (code: string) => expect.objectContaining({ name: 'MullionError', code });

  it('acknowledges what another connection can already read', async () => {
    for (const text of ['one', 'two', 'three']) {
      const { seq } = await log.append(message(rates, mara, text));
      const { rows } = await sql`select 1 from event where channel = ${rates} and seq = ${seq}`.execute(other.queries);
      expect(rows).toHaveLength(1);
    }
  });

  it('keeps the order of the calls, without gaps, and counts messages', async () => {
    const calls = Array.from({ length: 1_200 }, (_, index) => log.append(message(rates, index % 2 ? mara : okoye, `${index}`)));
    const appended = await Promise.all(calls);
    expect(appended.map(({ seq, nth }) => [seq, nth])).toEqual(calls.map((_, index) => [index + 1, index + 1]));
    await log.append({ channel: rates, id: newEventId(), actor: mara, kind: 'topic', body: { topic: 'EUR' } });
    expect(await log.heads([rates])).toEqual(new Map([[rates, { head: 1_201, headNth: 1_200 }]]));
    expect(await log.nthAt(rates, Seq.parse(700))).toBe(700);
    expect(await log.nthAt(rates, Seq.parse(9_999))).toBe(1_200);
    expect(await log.nthAt(rates, Seq.parse(0))).toBe(0);
  });

  it('gives pages before, after, and of the newest', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => log.append(message(rates, mara, `${index + 1}`))));
    expect(textsOf(await log.page(rates, { limit: 3 }))).toEqual(['8', '9', '10']);
    expect(textsOf(await log.page(rates, { before: Seq.parse(8), limit: 3 }))).toEqual(['5', '6', '7']);
    expect(textsOf(await log.page(rates, { after: Seq.parse(8), limit: 3 }))).toEqual(['9', '10']);
    expect(await log.page(newChannelId(), { limit: 3 })).toEqual([]);
  });

  it('answers the same id twice with the same place, whether it comes later, at once or from elsewhere', async () => {
    const said = message(rates, mara, 'once');
    const elsewhere = await createEventLog(other, { log: silent });
    const answers = await Promise.all([log.append(said), log.append(said), elsewhere.append(said), elsewhere.append(said)]);
    answers.push(await log.append(said));
    expect(new Set(answers.map(({ seq, nth, at }) => `${seq} ${nth} ${at}`)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await log.page(rates, { limit: 10 })).toHaveLength(1);
    await elsewhere.close();
  });

  it("tells nothing by someone else's id", async () => {
    const said = message(rates, mara, 'hers');
    await log.append(said);
    expect(await log.append({ ...said, actor: okoye, body: { text: 'his' } })).toMatchObject({ seq: 2, repeated: false });
  });

  it('refuses one entry without disturbing its neighbours', async () => {
    const stranger = await somePerson(database.queries);
    const nobody = PersonId.parse(randomUUID());
    const bad = message(rates, mara, 'bad', { effect: { type: 'enters', person: nobody, role: 'member' } });
    const answers = await Promise.allSettled([
      log.append(message(rates, mara, 'first')),
      log.append(bad),
      log.append(message(rates, stranger, 'not a member')),
      log.append(message(newChannelId(), mara, 'no such channel')),
      log.append(message(rates, okoye, 'last')),
    ]);
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.seq : answer.reason))).toEqual([
      1,
      refusal('internal'),
      refusal('not-found'),
      refusal('not-found'),
      2,
    ]);
    expect(textsOf(await log.page(rates, { limit: 10 }))).toEqual(['first', 'last']);
  });

  it('finds the entry that harms a whole commit, and commits the others', async () => {
    const endless = { ...message(rates, mara, 'harmful'), at: Number.MAX_VALUE };
    const answers = await Promise.allSettled([
      ...['a', 'b', 'c'].map((text) => log.append(message(rates, mara, text))),
      log.append(endless),
      ...['d', 'e'].map((text) => log.append(message(rates, mara, text))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(textsOf(await log.page(rates, { limit: 10 }))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('takes membership as it is at the commit, also within one', async () => {
    const leave = log.append({
      channel: rates,
      id: newEventId(),
      actor: mara,
      kind: 'leave',
      body: { person: mara },
      membersOnly: true,
      effect: { type: 'parts', person: mara },
    });
    const after = log.append(message(rates, mara, 'one more thing'));
    await expect(leave).resolves.toMatchObject({ seq: 1 });
    await expect(after).rejects.toEqual(refusal('not-found'));
  });

  it('makes an event and what becomes of the channel with it, or neither', async () => {
    const stranger = await somePerson(database.queries);
    const enters = { effect: { type: 'enters', person: stranger, role: 'member' } } as const;
    await expect(log.append(message(rates, mara, 'never', { ...enters, at: Number.MAX_VALUE }))).rejects.toBeDefined();
    expect(await isMember(database.queries, rates, stranger)).toBe(false);
    const said = message(rates, mara, 'once', enters);
    await log.append(said);
    expect(await isMember(database.queries, rates, stranger)).toBe(true);
    await log.append(message(rates, mara, 'out', { effect: { type: 'parts', person: stranger } }));
    await expect(log.append(said)).resolves.toMatchObject({ repeated: true });
    expect(await isMember(database.queries, rates, stranger)).toBe(false);
  });

  it('lets one who leaves and comes again in one commit come as who they are now', async () => {
    const [owner] = await membersOf(database.queries, rates);
    const become = (effect: Effect) => log.append(message(rates, mara, '', { effect }));
    await Promise.all([
      become({ type: 'describes', name: 'one', topic: 'first' }),
      become({ type: 'enters', person: mara, role: 'owner' }),
      become({ type: 'parts', person: okoye }),
      become({ type: 'enters', person: okoye, role: 'owner' }),
      become({ type: 'describes', name: 'two' }),
    ]);
    const members = new Map((await membersOf(database.queries, rates)).map(({ person, role }) => [person, role]));
    expect(owner?.role).toBe('member');
    expect(members).toEqual(
      new Map([
        [mara, 'member'],
        [okoye, 'owner'],
      ]),
    );
    expect(await findChannel(database.queries, rates)).toMatchObject({ name: 'two', topic: 'first' });
  });

  it('does not let a channel that has much to say hold up another', async () => {
    const quiet = await someChannel(database.queries, mara, okoye);
    const landed: ChannelId[] = [];
    const say = async (channel: ChannelId, text: string) => {
      await log.append(message(channel, mara, text));
      landed.push(channel);
    };
    const much = Array.from({ length: 5_000 }, (_, index) => say(rates, `${index}`));
    for (const text of ['one', 'two', 'three']) await say(quiet, text);
    const meanwhile = landed.length;
    await Promise.all(much);
    expect(landed).toHaveLength(5_003);
    // Each waits for the commit under way and goes with the next: two of five hundred at most, and the first began with one.
    expect(meanwhile).toBeLessThanOrEqual(6 * 500);
    expect(meanwhile).toBeGreaterThan(3);
  });

  it('counts unread mentions up to the read cursor, which only moves forward', async () => {
    const mentioning = { body: { text: '@okoye look', mentions: [okoye, okoye, mara] } };
    await log.append(message(rates, mara, '', mentioning));
    await log.append(message(rates, mara, '', mentioning));
    const unread = async () => (await cursorsOf(database.queries, okoye, [rates])).get(rates);
    expect(await unread()).toEqual({ read: 0, readNth: 0, mentions: 2 });
    expect(await moveCursor(database.queries, okoye, rates, Seq.parse(1))).toEqual({ read: 1, readNth: 1, mentions: 1 });
    expect(await moveCursor(database.queries, okoye, rates, Seq.parse(99))).toEqual({ read: 2, readNth: 2, mentions: 0 });
    expect(await moveCursor(database.queries, okoye, rates, Seq.parse(1))).toEqual({ read: 2, readNth: 2, mentions: 0 });
    expect((await cursorsOf(database.queries, mara, [rates])).get(rates)?.mentions).toBe(0);
  });

  it('moves the read cursor of who speaks with the commit, forward only, and only of a message that is new', async () => {
    const quiet = await someChannel(database.queries, mara, okoye);
    const reads = async (channel: ChannelId) => (await cursorsOf(database.queries, mara, [channel])).get(channel)?.read;
    const spoken = (channel: ChannelId, text: string) => message(channel, mara, text, { readByActor: true });
    const first = spoken(rates, 'one');
    await Promise.all(
      [first, message(rates, okoye, 'meanwhile'), spoken(rates, 'two'), spoken(quiet, 'elsewhere')].map(log.append),
    );
    expect([await reads(rates), await reads(quiet)]).toEqual([3, 1]);
    await log.append(message(rates, okoye, 'later'));
    await log.append(first);
    expect(await reads(rates)).toBe(3);
    await log.append(message(rates, mara, 'imported'));
    expect(await reads(rates)).toBe(3);
  });

  it('tells of every commit in order, also of those of other processes', async () => {
    const told: number[] = [];
    const stop = log.onCommit((committed) => {
      for (const run of committed) if (run.channel === rates) told.push(...run.events.map(({ seq }) => seq));
    });
    const elsewhere = await createEventLog(other, { log: silent });
    const calls: Promise<Appended>[] = [];
    for (let index = 0; index < 300; index += 1) {
      calls.push((index % 2 ? log : elsewhere).append(message(rates, mara, `${index}`)));
      if (index % 7 === 0) await calls.at(-1);
    }
    await Promise.all(calls);
    await vi.waitFor(() => expect(told).toHaveLength(300), { timeout: 20_000 });
    expect(told).toEqual(told.map((_, index) => index + 1));
    stop();
    await elsewhere.close();
  });

  it('shows an erased event as such, and its chain is whole', async () => {
    await log.append(message(rates, mara, 'secret'));
    expect(await eraseBody(database.queries, rates, Seq.parse(1), 1)).toBe(true);
    expect(await log.page(rates, { limit: 1 })).toMatchObject([{ seq: 1, kind: 'erased', body: {} }]);
    expect(await verifyChannel(database.queries, rates)).toEqual({ events: 1, erased: 1, findings: [] });
  });

  it('loses and doubles nothing when connections are cut and what failed is sent again', async () => {
    const told: string[] = [];
    const stop = log.onCommit((committed) => {
      for (const run of committed) if (run.channel === rates) told.push(...textsOf(run.events));
    });
    let sending = true;
    let answered = 0;
    let cuts = 0;
    const send = async (text: string) => {
      const said = message(rates, mara, text);
      for (;;) {
        try {
          const appended = await log.append(said);
          answered += 1;
          return appended;
        } catch (error) {
          expect(error).toEqual(refusal('unavailable'));
          if (!sending) throw error;
          // A client waits a little too; and a log that is closed must not keep the thread for ever.
          await setTimeout(1);
        }
      }
    };
    const texts = Array.from({ length: 60 }, (_, index) => `${index}`);
    const cutting = (async () => {
      while (sending) {
        const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and query like '%prepared: write%'`.execute(
          other.queries,
        );
        cuts += rows.length;
        // However busy the machine is, something gets through between two cuts.
        for (const before = answered; rows.length > 0 && sending && answered === before; ) await setTimeout(1);
      }
    })();
    const answers = await Promise.all(texts.map(send));
    for (const text of texts) answers.push(await send(`${text} again`));
    sending = false;
    await cutting;
    expect(cuts).toBeGreaterThan(0);
    // The last cut may still be on its way to connections that nobody uses: more reads at once than there are connections find them all.
    await vi.waitFor(() => Promise.all(Array.from({ length: 20 }, () => log.heads([rates]))), { timeout: 30_000 });
    expect(new Set(answers.map(({ seq }) => seq)).size).toBe(120);
    expect(await log.heads([rates])).toEqual(new Map([[rates, { head: 120, headNth: 120 }]]));
    await vi.waitFor(() => expect(told).toHaveLength(120), { timeout: 30_000 });
    expect(told).toEqual(textsOf(await log.page(rates, { limit: 200 })));
    expect((await verifyChannel(database.queries, rates)).findings).toEqual([]);
    stop();
  });

  it('finishes what is under way when it closes, and then refuses', async () => {
    const closing = await createEventLog(other, { log: silent });
    const last = closing.append(message(rates, mara, 'last words'));
    await closing.close();
    await expect(last).resolves.toMatchObject({ seq: 1 });
    await expect(closing.append(message(rates, mara, 'too late'))).rejects.toEqual(refusal('unavailable'));
  });

  it('commits again what PostgreSQL has undone because of a deadlock', async () => {
    const client = await other.connect();
    /** Locks itself together with the log; whether it was the log that was undone: the one that has waited for a second when both wait. */
    const undoes = async (): Promise<boolean> => {
      await client.query('begin; lock table event in access exclusive mode');
      // It has the channel's row, and waits for the table.
      appended = log.append(message(rates, mara, 'undone once'));
      await vi.waitFor(async () => {
        const { rows } = await client.query("select 1 from pg_locks where not granted and relation = 'event'::regclass");
        expect(rows).toHaveLength(1);
      });
      const isUndone = await client.query('select 1 from channel where id = $1 for update', [rates]).then(
        () => true,
        (error: unknown) => {
          // On a slow machine the log has waited for longer than that alone.
          if (error instanceof Error && error.message.includes('deadlock')) return false;
          throw error;
        },
      );
      await client.query('commit');
      await appended;
      return isUndone;
    };
    let appended = Promise.resolve<{ seq: number }>({ seq: 0 });
    await vi.waitFor(async () => expect(await undoes()).toBe(true), { timeout: 20_000 });
    await client.end();
    const { seq } = await appended;
    expect(textsOf(await log.page(rates, { limit: 10 }))).toContain('undone once');
    expect((await log.append(message(rates, mara, 'and on'))).seq).toBe(seq + 1);
  });
});
