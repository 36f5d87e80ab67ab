import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChannelEvent } from '../../shared/events.ts';
import { type ChannelId, Seq } from '../../shared/model.ts';
import { verifyChannel } from '../log/verify.ts';
import { isMember } from '../store/channels.ts';
import { cursorsOf } from '../store/cursors.ts';
import type { Database } from '../store/database.ts';
import { eventsAfter } from '../store/events.ts';
import { accountsById, addPerson, ensureFirm, homeTenant } from '../store/people.ts';
import { eachDatabase } from '../testing/databases.ts';
import { importIrc } from './import-irc.ts';

const fixtures = join(import.meta.dirname, 'fixtures', 'logs');

async function everything(database: Database, channel: ChannelId): Promise<ChannelEvent[]> {
  const all: ChannelEvent[] = [];
  for (let page = await eventsAfter(database.queries, channel, Seq.parse(0), 10_000); page.length > 0; ) {
    all.push(...page);
    page = await eventsAfter(database.queries, channel, all.at(-1)?.seq ?? Seq.parse(0), 10_000);
  }
  return all;
}

eachDatabase('importing IRC logs', (place) => {
  let database: Database;
  const options = { tenant: homeTenant, folder: fixtures, channel: 'ubuntu', members: ['mara'] };

  beforeAll(async () => {
    database = await place.open();
    const firm = await ensureFirm(database.queries, homeTenant, 'Corvid Capital Markets');
    await addPerson(database.queries, { tenant: homeTenant, firm: firm.id, handle: 'mara', name: 'Mara Voss', kind: 'person' });
  });

  it('reads, counts and lists every line, and repeating it adds nothing', async () => {
    const first = await importIrc(database.queries, options);
    expect(first).toMatchObject({
      files: 2,
      lines: 14,
      counts: {
        message: 6,
        action: 1,
        'status-action': 1,
        join: 1,
        leave: 1,
        rename: 1,
        mode: 1,
        topic: 0,
        network: 0,
        other: 2,
      },
      listed: [
        { kind: 'mode', file: '2004-12-31.txt', line: 9 },
        { kind: 'other', file: '2004-12-31.txt', line: 11 },
        { kind: 'other', file: '2004-12-31.txt', line: 12 },
      ],
      empty: 1,
      windows1252: 1,
      midnights: 1,
      speakers: 4,
      added: 11,
      repeated: 0,
      undated: ['notes.txt'],
      joined: 1,
      complete: true,
    });
    const events = await everything(database, first.channel);
    expect(
      events
        .map(({ kind, at, body }) => [kind, new Date(at).toISOString().slice(0, 16), 'text' in body ? body.text : ''])
        .slice(0, 11),
    ).toEqual([
      ['join', '2004-12-31T00:00', ''],
      ['message', '2004-12-31T23:58', 'hi all'],
      ['message', '2004-12-31T23:59', 'naïve café'],
      ['message', '2004-12-31T23:59', 'wonders'],
      ['message', '2005-01-01T00:01', '\u200b'],
      ['message', '2005-01-01T00:01', 'waves'],
      ['message', '2005-01-01T00:02', 'said by a namesake'],
      ['alias', '2005-01-01T00:02', ''],
      ['leave', '2005-01-01T00:02', ''],
      ['message', '2005-01-02T10:00', '€ 5'],
      ['message', '2005-01-02T10:01', 'ok'],
    ]);
    const second = await importIrc(database.queries, options);
    expect(second).toMatchObject({ channel: first.channel, added: 0, repeated: 11, joined: 0 });
    expect(await everything(database, first.channel)).toHaveLength(events.length);
    expect((await verifyChannel(database.queries, first.channel)).findings).toEqual([]);
  });

  it('does not put words into the mouth of a colleague of the same name', async () => {
    const { channel } = await importIrc(database.queries, options);
    const said = (await everything(database, channel)).find(({ body }) => 'text' in body && body.text === 'said by a namesake');
    const [speaker] = await accountsById(database.queries, said ? [said.actor] : []);
    expect(speaker?.person).toMatchObject({ handle: 'irc/mara', name: 'mara' });
  });

  it('makes members of those who are named, with what came before counted as read', async () => {
    const { channel } = await importIrc(database.queries, options);
    const events = await everything(database, channel);
    const joined = events.at(-1);
    if (!joined) throw new Error('There are no events.');
    expect(await isMember(database.queries, channel, joined.actor)).toBe(true);
    expect((await cursorsOf(database.queries, joined.actor, [channel])).get(channel)).toMatchObject({ read: joined.seq });
  });

  it('goes on where it was broken off', async () => {
    const stop = new AbortController();
    const broken = await importIrc(database.queries, {
      ...options,
      channel: 'broken',
      onProgress: () => stop.abort(),
      signal: stop.signal,
    });
    expect(broken).toMatchObject({ complete: false, added: 9, joined: 0 });
    expect(await importIrc(database.queries, { ...options, channel: 'broken' })).toMatchObject({
      complete: true,
      added: 2,
      repeated: 9,
    });
  });

  it('refuses a folder that is not there, or has no logs', async () => {
    await expect(importIrc(database.queries, { ...options, folder: '/nowhere' })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(importIrc(database.queries, { ...options, folder: import.meta.dirname })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  const real = process.env.MULLION_IRC ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'ubuntu-irc');
  if (!existsSync(real)) console.warn(`not run: the import of the real logs (there is no ${real})`);
  // A minute of work that the other database would only repeat.
  if (place.kind !== 'embedded') return;
  describe.runIf(existsSync(real))('of the real channel', () => {
    it('comes to the same figures as a count by plain patterns', { timeout: 300_000 }, async () => {
      const names = (await readdir(real)).filter((name) => /^\d{4}-.*\.txt$/.test(name));
      const lines = (await Promise.all(names.map((name) => readFile(join(real, name), 'utf8')))).flatMap((text) =>
        text.replace(/\n$/, '').split('\n'),
      );
      const matching = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
      const messages = matching(/^\[..:..\] </);
      const actions = matching(/^\[..:..\] {2}\* /);
      const imported = await importIrc(database.queries, { ...options, folder: real, channel: 'real' });
      expect(imported).toMatchObject({
        lines: lines.length,
        complete: true,
        counts: {
          message: messages,
          action: actions,
          join: matching(/^=== .* has joined #/),
          leave: matching(/^=== .* (has left #|has quit|was kicked off )/),
          rename: matching(/^=== .* is now known as /),
          other: lines.length - messages - actions - matching(/^===/),
        },
      });
      const events = await everything(database, imported.channel);
      const said = events.filter((event) => event.kind === 'message');
      const inOlderForm = imported.counts['status-action'];
      expect(said.filter(({ body }) => body.style === undefined)).toHaveLength(messages);
      expect(said).toHaveLength(messages + actions + inOlderForm);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect((await verifyChannel(database.queries, imported.channel)).findings).toEqual([]);
    });
  });
});
