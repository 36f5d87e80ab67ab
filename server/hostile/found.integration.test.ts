/**
 * What the fuzzer has found stays mended.
 */
import { expect, it } from 'vitest';
import { Problem } from '../../shared/errors.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { eachServer } from '../testing/each-server.ts';
import { RawPeer } from '../testing/fuzz/raw-peer.ts';
import { newEventId } from '../testing/people.ts';

eachServer('what broke it once', {}, ({ server, join }) => {
  it('a note, a name or a topic that the database cannot hold as it is, is refused with a sentence', async () => {
    const mara = await server().addPerson('mara');
    const client = await join(mara);
    const channel = await server().addChannel('rates', [mara]);
    const where = () => ({ channel, id: newEventId() });
    expect(await client.refused('presence', { note: 'back\u0000at ten' })).toMatchObject({
      code: 'bad-request',
      message: 'note: A note is one line.',
    });
    for (const half of ['\ud800', 'back \udfff']) {
      const answers = [
        await client.refused('presence', { note: half }),
        await client.refused('rename', { ...where(), name: half }),
        await client.refused('topic', { ...where(), topic: half }),
      ];
      for (const { code, message } of answers)
        expect([code, message]).toEqual(['bad-request', expect.stringContaining('well-formed')]);
    }
    await client.ok('presence', { note: 'back at ten 🙂' });
  });

  it('what only claims to have a length is refused like anything else of a wrong kind', async () => {
    const pretending = { length: { toString: 1 } };
    const okoye = await server().addPerson('okoye');
    const client = await join(okoye);
    const channel = await server().addChannel('rates', [okoye]);
    expect(await client.raw('rename', { channel, id: newEventId(), name: pretending })).toMatchObject({
      error: { code: 'bad-request' },
    });
    const peer = await RawPeer.connect(server().url, { token: pretending, protocol: PROTOCOL_VERSION, client: 'test' });
    expect(peer).toMatchObject({ code: 'bad-request' });
    const body = JSON.stringify({ handle: pretending, password: pretending });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${server().url}/api/sign-in`, { method: 'POST', headers, body });
    expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([400, 'bad-request']);
  });

  it('an address that cannot be read is refused in the words of every refusal', async () => {
    for (const path of ['/%zz', '/api/%', '/%ff%fe']) {
      const answer = await fetch(`${server().url}${path}`);
      expect([answer.status, Problem.parse(await answer.json()).code], path).toEqual([400, 'bad-request']);
    }
  });
});
