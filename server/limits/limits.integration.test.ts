/** Who asks too much is told when to try again, and nobody else is the slower for it. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MullionError } from '../../shared/errors.ts';
import { type ChannelId, EventId } from '../../shared/model.ts';
import { Client } from '../testing/client.ts';
import { silent } from '../testing/log.ts';
import { type RunningServer, startServer } from '../testing/server.ts';

const id = () => EventId.parse(randomUUID());
const write = (client: Client, channel: ChannelId, text = 'noise') => client.call('send', { channel, id: id(), body: { text } });

let server: RunningServer;
const clients: Client[] = [];

async function join(handle: string, url = server.url): Promise<Client> {
  const person = await server.addPerson(handle);
  return await joinAs(person, url);
}

async function joinAs(person: { id: Parameters<RunningServer['tokenFor']>[0]['id'] }, url = server.url): Promise<Client> {
  const client = await Client.connect(url, await server.tokenFor(person));
  clients.push(client);
  await client.ok('sync', { cursors: {} });
  return client;
}

/** Writes so often at once; what was taken, and what was told to the rest. */
async function burst(client: Client, channel: ChannelId, times: number) {
  const answers = await Promise.all(Array.from({ length: times }, () => write(client, channel)));
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  return { taken: times - refused.length, refused };
}

async function stop(): Promise<void> {
  for (const client of clients.splice(0)) client.close();
  await server.stop();
}

describe('with little allowance', () => {
  const little = { burst: 60, perSecond: 5 };
  const limits = {
    connection: { burst: 100, perSecond: 5, refusals: 10_000 },
    person: little,
    channel: { burst: 80, perSecond: 5 },
    address: { burst: 5, perSecond: 1 },
  };
  let began: number;
  /** What was earned since the server was started: a slow machine earns more. */
  const earned = () => 1 + ((Date.now() - began) / 1000) * 5;

  beforeAll(async () => {
    began = Date.now();
    server = await startServer({ log: silent, limits, trustProxy: true });
  });
  afterAll(stop);

  it('a person has no more of it over two connections, and is told when there is some again', async () => {
    const mara = await server.addPerson('mara');
    const channel = await server.addChannel('rates', [mara]);
    const [one, other] = [await joinAs(mara), await joinAs(mara)];
    const bursts = await Promise.all([burst(one, channel, 50), burst(other, channel, 50)]);
    const taken = bursts.reduce((sum, each) => sum + each.taken, 0);
    expect(taken).toBeGreaterThan(20);
    expect(taken).toBeLessThanOrEqual(60 + earned());
    const refused = bursts.flatMap((each) => each.refused);
    expect(refused.length).toBeGreaterThan(0);
    for (const problem of refused) expect(problem).toMatchObject({ code: 'rate-limited', retryAfterMs: expect.any(Number) });
    const wait = Math.max(...refused.map(({ retryAfterMs = 0 }) => retryAfterMs));
    await setTimeout(wait);
    expect((await write(one, channel)).ok).toBe(true);
  });

  it('a channel has no more of it from many people; its strangers are told nothing of that', async () => {
    const people = await Promise.all(['pell', 'okoye', 'ines'].map((handle) => server.addPerson(handle)));
    const channel = await server.addChannel('credit', people);
    const members = await Promise.all(people.map((person) => joinAs(person)));
    const bursts = await Promise.all(members.map((member) => burst(member, channel, 40)));
    const taken = bursts.reduce((sum, each) => sum + each.taken, 0);
    expect(taken).toBeGreaterThan(60);
    expect(taken).toBeLessThanOrEqual(80 + earned());
    const [told] = bursts.flatMap((each) => each.refused);
    expect(told?.message).toMatch(/in this channel/);
    expect(told?.retryAfterMs).toBeGreaterThan(0);
    const stranger = await join('stranger');
    const answers = await burst(stranger, channel, 20);
    expect(new Set(answers.refused.map(({ code }) => code))).toEqual(new Set(['not-found']));
    // Their own allowance is untouched elsewhere.
    const elsewhere = await server.addChannel('quiet', people);
    expect((await burst(members[0] ?? stranger, elsewhere, 5)).taken).toBe(5);
  });

  it('an address that is refused again and again waits at the door, and no other does', async () => {
    const token = await server.tokenFor(await server.addPerson('knocks'));
    const from = async (address: string, key: string) => {
      const client = await Client.connect(server.url, key, { headers: { 'x-forwarded-for': `10.9.9.9, ${address}` } });
      client.close();
    };
    const codes: string[] = [];
    let wait = 0;
    for (let time = 0; time < 50 && codes.at(-1) !== 'rate-limited'; time++) {
      await from('10.0.0.1', 'nonsense').catch((error: unknown) => {
        if (!(error instanceof MullionError)) throw error;
        codes.push(error.code);
        wait = error.problem.retryAfterMs ?? 0;
      });
    }
    expect(codes.slice(0, -1).every((code) => code === 'token-invalid')).toBe(true);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.at(-1)).toBe('rate-limited');
    expect(wait).toBeGreaterThan(0);
    await from('10.0.0.2', token);
    await setTimeout(wait);
    await from('10.0.0.1', token);
  });
});

describe('with the usual allowance', () => {
  beforeAll(async () => {
    server = await startServer({ log: silent });
  });
  afterAll(stop);

  it('bots that shout without a pause are slowed, and their neighbours go on', async () => {
    const bots = await Promise.all(['b1', 'b2', 'b3', 'b4'].map((handle) => server.addPerson(handle, { kind: 'bot' })));
    const noisy = await server.addChannel('noisy', bots);
    const [mara, pell] = [await server.addPerson('mara'), await server.addPerson('pell')];
    const quiet = await server.addChannel('quiet', [mara, pell]);
    const [speaker, listener] = [await joinAs(mara), await joinAs(pell)];
    const shouting = { taken: 0, refused: 0, over: false };
    const voices = 20;
    /** One of a bot's voices: it says the next thing at once, and waits when it is told to, as long as all of them together. */
    const shout = async (bot: Client) => {
      while (!shouting.over) {
        const answer = await write(bot, noisy);
        if (answer.ok) shouting.taken++;
        else {
          shouting.refused++;
          await setTimeout((answer.error.retryAfterMs ?? 0) * voices);
        }
      }
    };
    const loud = Promise.all(
      (await Promise.all(bots.map((bot) => joinAs(bot)))).flatMap((bot) => Array.from({ length: voices }, () => shout(bot))),
    );
    await expect.poll(() => shouting.refused, { timeout: 20_000 }).toBeGreaterThan(0);
    const before = { ...shouting };
    for (let number = 0; number < 50; number++) {
      expect((await write(speaker, quiet, `quiet ${number}`)).ok).toBe(true);
    }
    const newcomer = await join('newcomer');
    expect((await newcomer.ok('sync', { cursors: {} })).me.handle).toBe('newcomer');
    const heard = () => listener.told.events.flatMap(({ events }) => events).filter(({ kind }) => kind === 'message').length;
    await listener.until('the listener has heard all of it', () => heard() === 50);
    shouting.over = true;
    await loud;
    expect(shouting.taken).toBeGreaterThan(before.taken);
    expect(shouting.refused).toBeGreaterThan(0);
  });
});
