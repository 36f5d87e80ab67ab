/** Two gateways on one database and one Redis, each with its own people: what one of them does, the other's people hear. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChannelId, EventId, type Person, Seq } from '../../shared/model.ts';
import { defaultAttemptLimits } from '../auth/attempts.ts';
import { defaultLimits } from '../limits/limits.ts';
import { Client } from '../testing/client.ts';
import { eachDatabase } from '../testing/databases.ts';
import { silent } from '../testing/log.ts';
import { startRedis, type TestRedis } from '../testing/redis.ts';
import { type RunningServer, startServer } from '../testing/server.ts';
import { connectRedis } from './redis.ts';

/** A connection may ask more than its person: what is shared is the person's. */
const limits = {
  ...defaultLimits,
  connection: { burst: 5_000, perSecond: 5_000, refusals: 10_000 },
  // Earned far slower than the test asks: otherwise it would be given what was earned in the meantime, for ever, and rightly.
  person: { burst: 800, perSecond: 10 },
};
const attempts = { ...defaultAttemptLimits, perHandle: 3 };
const id = () => EventId.parse(randomUUID());

eachDatabase('two gateways on one database and Redis', (place) => {
  let redis: TestRedis;
  let [here, there]: RunningServer[] = [];
  let [mara, pell]: Person[] = [];
  let channel: ChannelId;
  const clients: Client[] = [];

  const at = (server: RunningServer | undefined): RunningServer => {
    if (!server) throw new Error('There are two servers inside of tests.');
    return server;
  };
  const who = (person: Person | undefined): Person => {
    if (!person) throw new Error('There are two people inside of tests.');
    return person;
  };
  const join = async (server: RunningServer, person: Person): Promise<Client> => {
    const client = await Client.connect(server.url, await server.tokenFor(person));
    clients.push(client);
    await client.ok('sync', { cursors: {} });
    return client;
  };
  const texts = (client: Client) =>
    client.told.events.flatMap((frame) => frame.events.flatMap((event) => (event.kind === 'message' ? event.body.text : [])));
  const say = (client: Client, text: string) => client.ok('send', { channel, id: id(), body: { text } });

  beforeAll(async () => {
    redis = await startRedis();
    here = await startServer({ database: await place.open(), redis: redis.url, log: silent, attempts, limits });
    there = await startServer({ database: await place.open(), redis: redis.url, log: silent, attempts, limits });
    mara = await here.addPerson('mara');
    pell = await here.addPerson('pell');
    channel = await here.addChannel('rates', [mara, pell]);
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await here?.stop();
    await there?.stop();
    await redis.kill();
  });

  it('gives a person no more at two of them than at one', async () => {
    const busy = await at(here).addPerson('busy');
    const there1 = await join(at(there), busy);
    const here1 = await join(at(here), busy);
    const ask = async (client: Client) => (await client.call('people', { ids: [] })).ok;
    const most = limits.person.burst;
    while (await ask(here1));
    // Word of it goes round soon. Were it not to, all of it would be given again.
    let given = 0;
    while (given < most && (await ask(there1))) {
      given++;
      await setTimeout(10);
    }
    expect(given).toBeLessThan(most);
  });

  describe('presence', () => {
    it('holds at both while somebody is connected at either, and goes when the last connection has gone', async () => {
      const viewer = await join(at(here), who(mara));
      await viewer.ok('watch', { people: [who(pell).id] });
      const last = () => viewer.told.presence.flatMap(({ presences }) => presences).at(-1);
      const pellThere = await join(at(there), who(pell));
      await viewer.until('pell is seen', () => last()?.status === 'available');
      await pellThere.ok('presence', { status: 'meeting', note: 'till 10' });
      await viewer.until('what pell chose is seen', () => last()?.status === 'meeting' && last()?.note === 'till 10');
      const pellHere = await join(at(here), who(pell));
      pellThere.close();
      await pellHere.ok('presence', {});
      await viewer.until('pell is still there', () => last()?.status === 'available');
      pellHere.close();
      await viewer.until('pell has gone', () => last()?.status === 'offline');
    });

    it('C2 is at both what a computer says of somebody, also at one that comes later, and the choice again when it ends', async () => {
      const viewer = await join(at(here), who(mara));
      await viewer.ok('watch', { people: [who(pell).id] });
      const last = () => viewer.told.presence.flatMap(({ presences }) => presences).at(-1);
      const pellThere = await join(at(there), who(pell));
      await pellThere.ok('presence', { status: 'busy', automatic: 'dnd' });
      await viewer.until('it is seen', () => last()?.status === 'dnd');
      const late = await startServer({ database: await place.open(), redis: redis.url, log: silent, attempts });
      const lateViewer = await join(late, who(mara));
      const seenLate = async () => (await lateViewer.ok('watch', { people: [who(pell).id] })).presences[0]?.status;
      for (const until = Date.now() + 10_000; (await seenLate()) !== 'dnd'; ) {
        if (Date.now() > until) throw new Error('The gateway that came later never heard of it.');
        await setTimeout(20);
      }
      pellThere.close();
      await viewer.until('pell has gone', () => last()?.status === 'offline');
      const again = await join(at(there), who(pell));
      await viewer.until('the choice is seen', () => last()?.status === 'busy');
      await again.ok('presence', {});
      again.close();
      lateViewer.close();
      await late.stop();
    });

    it('of a gateway that comes later is that of those before it', async () => {
      const pellThere = await join(at(there), who(pell));
      const late = await startServer({ database: await place.open(), redis: redis.url, log: silent, attempts });
      const viewer = await join(late, who(mara));
      const [now] = (await viewer.ok('watch', { people: [who(pell).id] })).presences;
      if (now?.status !== 'available')
        await viewer.until('pell is seen', () =>
          viewer.told.presence.some(({ presences }) => presences[0]?.status === 'available'),
        );
      viewer.close();
      await late.stop();
      pellThere.close();
    });
  });

  it('a read cursor that is moved at one is moved at the other', async () => {
    const [one, other] = [await join(at(here), who(mara)), await join(at(there), who(mara))];
    const { seq } = await say(await join(at(here), who(pell)), 'read me');
    await other.until('the message has come', () => texts(other).includes('read me'));
    await one.ok('read', { channel, seq });
    await other.until('the cursor has moved', () => other.told.read.some((told) => told.read === seq));
  });

  it('messages go on while Redis is away and when it is back, each once and in order', async () => {
    const [one, other] = [await join(at(here), who(mara)), await join(at(there), who(pell))];
    const told: string[] = [];
    for (let number = 0; number < 120; number++) {
      if (number === 40) await redis.kill();
      if (number === 80) {
        for (const client of [one, other]) await client.until('they are told', () => client.told.condition.length > 0);
        await redis.start();
      }
      const text = `with and without ${number}`;
      told.push(text);
      await say(number % 2 ? one : other, text);
    }
    for (const client of [one, other]) {
      await client.until('all works again', () => client.told.condition.at(-1)?.impaired.length === 0);
      expect(client.told.condition.map(({ impaired }) => impaired)).toEqual([['other-servers'], []]);
      const heard = () => texts(client).filter((text) => text.startsWith('with and without'));
      await client.until('all has come', () => heard().length >= told.length);
      expect(heard()).toEqual(told);
    }
  });

  it('what a trimmed stream has dropped is read from the log', async () => {
    const [one, other] = [await join(at(here), who(mara)), await join(at(there), who(pell))];
    const vandal = await connectRedis(redis.url, 'vandal', silent);
    const told = Array.from({ length: 60 }, (_, number) => `trimmed ${number}`);
    let dropped = 0;
    for (const text of told) {
      await say(one, text);
      for (const key of await vandal.keys('mullion:*')) dropped += await vandal.xTrim(key, 'MAXLEN', 0);
    }
    expect(dropped).toBeGreaterThan(0);
    const heard = () => texts(other).filter((text) => text.startsWith('trimmed'));
    await other.until('all has come', () => heard().length >= told.length);
    expect(heard()).toEqual(told);
    await vandal.close();
  });

  it('wrong passwords are counted together, and while Redis is away by each', async () => {
    await at(here).addPerson('guarded', { password: 'a long enough password' });
    const signIn = async (server: RunningServer, password: string) => {
      const answer = await fetch(`${server.url}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ handle: 'guarded', password }),
      });
      return answer.status;
    };
    for (const server of [at(here), at(there), at(here)]) expect(await signIn(server, 'wrong')).toBe(401);
    const locked = await signIn(at(there), 'a long enough password');
    expect(locked).toBe(429);
    await redis.kill();
    // What was counted in Redis is not known while it is away; each then counts for itself.
    expect(await signIn(at(here), 'a long enough password')).toBe(200);
    await redis.start();
  });

  it('someone who leaves at one hears nothing more at the other', async () => {
    const room = await at(here).addChannel('room', [who(mara), who(pell)]);
    const [one, other] = [await join(at(here), who(mara)), await join(at(there), who(pell))];
    const elsewhere = await join(at(here), who(pell));
    const speak = (text: string) => one.ok('send', { channel: room, id: id(), body: { text } });
    await speak('for both');
    await other.until('it is heard', () => texts(other).includes('for both'));
    await elsewhere.ok('leave', { channel: room, id: id() });
    await other.until('it is told', () => other.told.gone.some((gone) => gone.channel === room));
    await speak('for one');
    await one.until('it is heard', () => texts(one).includes('for one'));
    // Something later on the same way has come, and it has not.
    await say(one, 'for both again');
    await other.until('it is heard', () => texts(other).includes('for both again'));
    expect(texts(other)).not.toContain('for one');
    expect(await other.refused('history', { channel: room, after: Seq.parse(0), limit: 10 })).toMatchObject({
      code: 'not-found',
    });
  });
});
