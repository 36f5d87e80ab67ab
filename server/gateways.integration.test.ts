import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EventId } from '../shared/model.ts';
import { Client } from './testing/client.ts';
import { eachDatabase } from './testing/databases.ts';
import { type RunningServer, startServer } from './testing/server.ts';

const id = () => EventId.parse(randomUUID());

eachDatabase('two gateways on one database', (place) => {
  let servers: RunningServer[] = [];
  beforeAll(async () => {
    servers = await Promise.all([startServer({ database: await place.open() }), startServer({ database: await place.open() })]);
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
  });

  it('tell each other of messages, members and the end of sessions, in one order', async () => {
    const [here, there] = servers;
    if (!here || !there) throw new Error('There are two.');
    const [mara, okoye] = [await here.addPerson('mara'), await here.addPerson('okoye')];
    const one = await Client.connect(here.url, await here.tokenFor(mara));
    const other = await Client.connect(there.url, await there.tokenFor(okoye));
    await one.ok('sync', { cursors: {} });
    await other.ok('sync', { cursors: {} });
    const made = await one.ok('create', { kind: 'group', id: id(), name: 'both', topic: '', members: [okoye.id] });
    const channel = made.channel.channel.id;
    await other.until('the channel is told', () => other.told.channel.some((told) => told.channel.channel.id === channel));
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? one : other).ok('send', { channel, id: id(), body: { text: String(index) } }),
      ),
    );
    for (const client of [one, other]) {
      const seqs = () =>
        client.told.events.flatMap((frame) => frame.events.flatMap((event) => (event.kind === 'message' ? event.seq : [])));
      await client.until('all has come', () => seqs().length >= 40);
      expect(seqs()).toEqual(Array.from({ length: 40 }, (_, index) => index + 3));
    }
    const tokens = await here.sessions.begin(okoye.id);
    const session = await Client.connect(there.url, tokens.access);
    await here.sessions.end(tokens.refresh);
    await session.until('the session has ended there too', () => session.closed);
    one.close();
    other.close();
  });
});
