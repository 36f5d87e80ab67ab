import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Problem } from '../../shared/errors.ts';
import { EventId } from '../../shared/model.ts';
import { callNames, MAX_FRAME_BYTES, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { z } from '../../shared/schema.ts';
import { Client } from '../testing/client.ts';
import { eachServer } from '../testing/each-server.ts';

const id = () => EventId.parse(randomUUID());
const Refused = z.object({ ok: z.literal(false), error: Problem });

eachServer('bad input', { limits: { connection: { burst: 75, perSecond: 20, refusals: 100 } } }, ({ server, connect, join }) => {
  it('of any shape is answered with a sentence that names the field; the connection goes on', async () => {
    const mara = await server().addPerson('m1');
    for (const name of callNames) {
      const client = await connect(mara);
      for (const input of [undefined, null, 7, 'words', [], { channel: 'nonsense', ids: 3, query: {}, status: 'asleep' }]) {
        const answer = await client.raw(name, input);
        const refused = Refused.safeParse(answer);
        expect(refused.data?.error.code, `${name} ${JSON.stringify(input)}`).toBe('bad-request');
      }
      expect((await client.ok('people', { ids: [] })).people).toEqual([]);
    }
    const client = await join(mara);
    const message = Refused.parse(await client.raw('send', { channel: randomUUID(), id: randomUUID(), body: { text: ' ' } }));
    expect(message.error.message).toBe('body.text: A message needs some text.');
    const half = Refused.parse(await client.raw('send', { channel: randomUUID(), id: randomUUID(), body: { text: '\ud800' } }));
    expect(half.error.message).toContain('well-formed');
  });

  it('of unknown names is answered, and needs no acknowledgement to be survived', async () => {
    const client = await connect(await server().addPerson('m2'));
    expect(Refused.parse(await client.raw('drop tables', {})).error.code).toBe('bad-request');
    expect(Refused.parse(await client.raw('constructor', {})).error.code).toBe('bad-request');
    client.socket.emit('__proto__', {});
    client.socket.emit('send');
    client.socket.emit('sync', { cursors: { nonsense: -1 } });
    expect((await client.ok('sync', { cursors: {} })).me.handle).toBe('m2');
  });

  it('that is too large ends that one connection, with its reason, and no other', async () => {
    const [mara, okoye] = [await server().addPerson('m3'), await server().addPerson('o3')];
    const channel = await server().addChannel('large', [mara, okoye]);
    const [one, other] = [await join(mara), await join(okoye)];
    one.socket.emit('send', { channel, id: id(), body: { text: 'x'.repeat(MAX_FRAME_BYTES) } });
    await one.until('the connection is closed', () => one.closed);
    expect(one.closed?.code).toBe(1009);
    await other.ok('send', { channel, id: id(), body: { text: 'still here' } });
  });

  it('that is no packet at all ends that one connection', async () => {
    const [mara, okoye] = [await server().addPerson('m6'), await server().addPerson('o6')];
    const [one, other] = [await join(mara), await join(okoye)];
    one.socket.io.engine.write('2["send",');
    await one.until('the connection is closed', () => one.closed);
    expect((await other.ok('sync', { cursors: {} })).me.handle).toBe('o6');
    const binary = Refused.parse(await other.raw('send', Buffer.from('bytes')));
    expect(binary.error.code).toBe('bad-request');
  });

  it('that floods is slowed down with a time to wait, and ended if it goes on', async () => {
    const client = await join(await server().addPerson('m4'));
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.call('people', { ids: [] })));
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(refused.length).toBeGreaterThan(20);
    for (const problem of refused) {
      expect(problem.code).toBe('rate-limited');
      expect(problem.retryAfterMs).toBeGreaterThan(0);
    }
    for (let time = 0; time < 400; time++) client.socket.emit('people', { ids: [] });
    await client.until('the connection is closed', () => client.closed);
    expect(client.told.bye).toEqual([expect.objectContaining({ code: 'rate-limited' })]);
  });

  it('in the handshake is refused: other versions, no token, nothing at all', async () => {
    const token = await server().tokenFor(await server().addPerson('m5'));
    const codes = [];
    for (const protocol of [PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1, 'one', null]) {
      const refusal = await Client.connect(server().url, token, { protocol }).catch((error: unknown) => error);
      codes.push(refusal);
    }
    expect(codes).toEqual([
      expect.objectContaining({ code: 'protocol-too-old', message: expect.stringContaining('Update') }),
      expect.objectContaining({ code: 'protocol-too-new', message: expect.stringContaining('administrator') }),
      expect.objectContaining({ code: 'bad-request' }),
      expect.objectContaining({ code: 'bad-request' }),
    ]);
    await expect(Client.connect(server().url, '')).rejects.toMatchObject({ code: 'token-invalid' });
  });
});
