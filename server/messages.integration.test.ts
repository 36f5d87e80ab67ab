import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type ChannelId, EventId, Seq } from '../shared/model.ts';
import { SYNC_CATCH_UP, SYNC_TAIL } from '../shared/protocol.ts';
import type { Client } from './testing/client.ts';
import { eachServer } from './testing/each-server.ts';

const id = () => EventId.parse(randomUUID());

function seqsOf(client: Client, channel: ChannelId): number[] {
  return client.told.events
    .filter((frame) => frame.channel === channel)
    .flatMap((frame) => frame.events.map((event) => event.seq));
}

eachServer('messages', { heartbeatMs: 300 }, ({ server, join, connect }) => {
  it('reach every member, in one order, and are acknowledged with their place', async () => {
    const [mara, okoye] = [await server().addPerson('m1'), await server().addPerson('o1')];
    const channel = await server().addChannel('rates', [mara, okoye]);
    const [one, other] = [await join(mara), await join(okoye)];
    const sent = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? one : other).ok('send', { channel, id: id(), body: { text: `line ${index}` } }),
      ),
    );
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
    expect(sent.map((each) => each.seq).sort((a, b) => a - b)).toEqual(numbers);
    for (const client of [one, other]) {
      await client.until('all has come', () => seqsOf(client, channel).length >= 50);
      expect(seqsOf(client, channel)).toEqual(numbers);
    }
    const texts = (client: Client) =>
      client.told.events.flatMap((frame) => frame.events.map((event) => (event.kind === 'message' ? event.body.text : '')));
    expect(texts(one)).toEqual(texts(other));
  });

  it('sent twice with one id are one event with one answer; the same id of someone else is their own', async () => {
    const [mara, okoye] = [await server().addPerson('m2'), await server().addPerson('o2')];
    const channel = await server().addChannel('dedup', [mara, okoye]);
    const [one, other] = [await join(mara), await join(okoye)];
    const message = { channel, id: id(), body: { text: 'once' } };
    const [first, second] = await Promise.all([one.ok('send', message), one.ok('send', message)]);
    const third = await one.ok('send', { ...message, body: { text: 'another text' } });
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect((await other.ok('send', message)).seq).toBe(2);
    const { events } = await one.ok('history', { channel, limit: 10 });
    expect(events.map((event) => event.actor)).toEqual([mara.id, okoye.id]);
  });

  it('are all there for a client that comes back with its cursor', async () => {
    const mara = await server().addPerson('m3');
    const channel = await server().addChannel('back', [mara]);
    const writer = await join(mara);
    const say = (count: number) =>
      Promise.all(Array.from({ length: count }, () => writer.ok('send', { channel, id: id(), body: { text: 'words' } })));
    await say(20);
    const reader = await connect(mara);
    const fresh = await reader.ok('sync', { cursors: {} });
    expect(fresh.missed.find((run) => run.channel === channel)?.events.map((event) => event.seq)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    const later = await reader.ok('sync', { cursors: { [channel]: Seq.parse(15) } });
    expect(later.missed.find((run) => run.channel === channel)?.events.map((event) => event.seq)).toEqual([16, 17, 18, 19, 20]);
    expect(later.gaps).toEqual([]);
    const [state] = later.channels;
    expect(state).toMatchObject({ head: 20, headNth: 20, read: 20, readNth: 20, role: 'owner' });
  });

  it('that are too many come as a tail and a count, and page by page', async () => {
    const [mara, writer] = [await server().addPerson('m4'), await server().addPerson('w4', { kind: 'bot' })];
    const channel = await server().addChannel('gap', [mara, writer]);
    const total = SYNC_CATCH_UP + 40;
    await Promise.all(
      Array.from({ length: total }, () =>
        server().events.append({ channel, id: id(), actor: writer.id, kind: 'message', body: { text: 'flood' } }),
      ),
    );
    const reader = await connect(mara);
    const answer = await reader.ok('sync', { cursors: { [channel]: Seq.parse(3) } });
    const [run] = answer.missed;
    expect(run?.events).toHaveLength(SYNC_TAIL);
    expect(run?.events.at(-1)?.seq).toBe(total);
    const [gap] = answer.gaps;
    expect(gap).toMatchObject({ channel, from: 4, to: total - SYNC_TAIL, messages: total - SYNC_TAIL - 3 });
    expect(gap?.since).toBeGreaterThan(Date.now() - 120_000);
    const page = await reader.ok('history', { channel, before: Seq.parse(total - SYNC_TAIL + 1), limit: 500 });
    expect(page.events.at(-1)?.seq).toBe(total - SYNC_TAIL);
    expect(page.events).toHaveLength(total - SYNC_TAIL);
    const forward = await reader.ok('history', { channel, after: Seq.parse(3), limit: 2 });
    expect(forward.events.map((event) => event.seq)).toEqual([4, 5]);
  });

  it('are counted as unread, and as mentions, until they are read; the other devices hear of it', async () => {
    const [mara, okoye] = [await server().addPerson('m5'), await server().addPerson('o5')];
    const channel = await server().addChannel('unread', [mara, okoye]);
    const [desk, phone, other] = [await join(mara), await join(mara), await join(okoye)];
    await other.ok('send', { channel, id: id(), body: { text: 'one' } });
    await other.ok('send', { channel, id: id(), body: { text: '@m5 two', mentions: [mara.id] } });
    const before = (await desk.ok('sync', { cursors: {} })).channels[0];
    expect(before).toMatchObject({ headNth: 2, readNth: 0, mentions: 1 });
    expect(await desk.ok('read', { channel, seq: Seq.parse(1) })).toEqual({ read: 1, readNth: 1, mentions: 1 });
    expect(await desk.ok('read', { channel, seq: Seq.parse(999) })).toEqual({ read: 2, readNth: 2, mentions: 0 });
    expect(await desk.ok('read', { channel, seq: Seq.parse(1) })).toEqual({ read: 2, readNth: 2, mentions: 0 });
    await phone.until('the phone hears of it', () => phone.told.read.some((read) => read.read === 2));
    const { seq } = await desk.ok('send', { channel, id: id(), body: { text: 'mine' } });
    await phone.until('the phone hears that I spoke', () =>
      phone.told.read.some((read) => read.read === seq && read.mentions === 0),
    );
    expect((await phone.ok('sync', { cursors: {} })).channels[0]).toMatchObject({ read: 3, readNth: 3 });
  });

  it('in a feed are written by the feed alone', async () => {
    const [mara, wire] = [await server().addPerson('m6'), await server().addPerson('wire6', { kind: 'feed' })];
    const channel = await server().addChannel('headlines', [mara, wire], { feed: true });
    const [reader, feed] = [await join(mara), await join(wire)];
    expect(await reader.refused('send', { channel, id: id(), body: { text: 'no' } })).toMatchObject({ code: 'read-only' });
    await feed.ok('send', { channel, id: id(), body: { text: 'ECB holds' } });
    await reader.until('the headline is there', () => seqsOf(reader, channel).length === 1);
  });

  it('that were lost on the way are noticed by the heads on the heartbeat', async () => {
    const mara = await server().addPerson('m7');
    const channel = await server().addChannel('quiet', [mara]);
    const client = await join(mara);
    await client.ok('send', { channel, id: id(), body: { text: 'hello' } });
    const heads = await client.until('a heartbeat tells the head', () =>
      client.told.heads.find((told) => told.heads[channel]?.head === 1),
    );
    expect(heads.heads[channel]).toEqual({ head: 1, headNth: 1 });
    expect(Math.abs(heads.now - Date.now())).toBeLessThan(60_000);
  });

  it('mention members only: others are left out, whether they exist or not', async () => {
    const [mara, stranger] = [await server().addPerson('m8'), await server().addPerson('s8', { firm: 'Elsewhere' })];
    const channel = await server().addChannel('mentions', [mara]);
    const client = await join(mara);
    const nobody = { ...stranger, id: stranger.id };
    await client.ok('send', { channel, id: id(), body: { text: 'hi', mentions: [mara.id, nobody.id] } });
    const { events } = await client.ok('history', { channel, limit: 1 });
    expect(events[0]?.body).toEqual({ text: 'hi', mentions: [mara.id] });
  });
});
