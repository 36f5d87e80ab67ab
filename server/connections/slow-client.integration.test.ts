import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { EventId, Seq } from '../../shared/model.ts';
import { Client } from '../testing/client.ts';
import { eachServer } from '../testing/each-server.ts';

const id = () => EventId.parse(randomUUID());

/** A line to the server whose reading side can be stopped and started. */
async function lineTo(port: number) {
  const lines: Socket[] = [];
  const proxy = createServer((client) => {
    const server = connectTcp(port, '127.0.0.1');
    lines.push(server);
    client.pipe(server).pipe(client);
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const side of [client, server]) side.on('close', end).on('error', end);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The line has a port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      for (const line of lines) line.pause();
    },
    go: () => {
      for (const line of lines) line.resume();
    },
    close: () => {
      for (const line of lines) line.destroy();
      proxy.close();
    },
  };
}

/** The writer fills the slow client's line as fast as it can: how fast that is must not be decided by the rate limit. */
const much = { burst: 100_000, perSecond: 100_000 };
const limits = {
  queues: { frames: 20, bytes: 64 * 1024 },
  limits: { connection: { ...much, refusals: 1_000 }, person: much, channel: much },
};

eachServer('a client that takes nothing', limits, ({ server, join }) => {
  it('is bounded, disturbs nobody, and is told to sync again once it takes what waits', async () => {
    const [mara, okoye] = [await server().addPerson('mara'), await server().addPerson('okoye', { kind: 'bot' })];
    const channel = await server().addChannel('busy', [mara, okoye]);
    const line = await lineTo(server().port);
    const slow = await Client.connect(line.url, await server().tokenFor(mara));
    await slow.ok('sync', { cursors: {} });
    const writer = await join(okoye);

    line.stop();
    const metric = async () => {
      const text = await (await fetch(`${server().url}/metrics`)).text();
      return Number(/^mullion_slow_clients_total (\d+)/m.exec(text)?.[1]);
    };
    let seq = 0;
    while ((await metric()) === 0) {
      const sent = await Promise.all(
        Array.from({ length: 20 }, () => writer.ok('send', { channel, id: id(), body: { text: 'x'.repeat(15_000) } })),
      );
      seq = Math.max(seq, ...sent.map((each) => each.seq));
    }
    // Counted, it hears nothing more: what is said now is what it misses.
    ({ seq } = await writer.ok('send', { channel, id: id(), body: { text: 'missed' } }));
    await writer.until('the writer has heard all', () =>
      writer.told.events.some((frame) => frame.events.some((event) => event.seq === seq)),
    );

    line.go();
    await slow.until('it is told to sync', () => slow.told.resync.length > 0);
    const heard = Math.max(0, ...slow.told.events.flatMap((frame) => frame.events.map((event) => event.seq)));
    expect(heard).toBeLessThan(seq);
    const answer = await slow.ok('sync', { cursors: { [channel]: Seq.parse(heard) } });
    expect(answer.channels[0]?.head).toBe(seq);
    const { seq: next } = await writer.ok('send', { channel, id: id(), body: { text: 'and now' } });
    await slow.until('it hears again', () => slow.told.events.some((frame) => frame.events.some((event) => event.seq === next)));
    slow.close();
    line.close();
  });
});
