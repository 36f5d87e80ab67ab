import { expect, test } from 'vitest';
import type { DesktopApi } from '../../shared/desktop-api.ts';
import { nobody, TrayModel } from '../../shared/tray-model.ts';
import { seeded } from '../../testing/seeded.ts';
import { relay } from '../anchor/relay.ts';
import { machine, openWindow, startEngine } from '../testing/engine-rig.ts';
import { SmallServer } from '../testing/small-server.ts';
import { badgeOf } from './badge.ts';
import type { Clock } from './clock.ts';

const EVENTS = Number(process.env.MULLION_EVENTS ?? 150);
/** Time passes this many times faster: what gathers, and what is tried again, is due sooner. */
const FASTER = 50;
const clock: Clock = {
  now: Date.now,
  after(ms, task) {
    const timer = setTimeout(task, ms / FASTER);
    return () => clearTimeout(timer);
  },
};

test(`C12 what badge, titles and tray are told equals what is unread after each of ${EVENTS} random events`, {
  timeout: 600_000,
}, async () => {
  const seed = Number(process.env.MULLION_SEED ?? 1);
  const random = seeded(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const server = new SmallServer(6);
  const engine = startEngine('http://127.0.0.1:1', machine(), {
    secret: 'x',
    openWire: server.open,
    fetch: server.fetch,
    clock,
    random: () => 0,
  });
  const anchor = openWindow(() => engine, 'anchor', 'anchor');
  const window = openWindow(() => engine);
  /** What the main process was told, as it shows it. */
  let totals = { unread: 0, mentions: 0 };
  let model = nobody;
  const call = async (name: string, input: unknown): Promise<unknown> => {
    if (name === 'badge') totals = input as typeof totals;
    if (name === 'tray') model = TrayModel.parse(input);
    return {};
  };
  relay(
    anchor.client,
    { call: call as DesktopApi['call'], on: () => () => undefined },
    (what, error) => expect.unreachable(`${what}: ${String(error)}`),
    (task) => void setTimeout(task, 2),
  );
  await window.until('online', () => window.shared().link.state === 'online' && window.shared().channels.length === 6);

  const said = { unread: 0, mentions: 0, most: 0 };
  const happened = {
    received: 0,
    mentioned: 0,
    own: 0,
    lost: 0,
    lostMentions: 0,
    read: 0,
    readElsewhere: 0,
    overtaken: 0,
    cut: 0,
    resynced: 0,
  };

  function something(): void {
    const channel = server.channels[upTo(6)];
    if (channel === undefined) throw new Error('There is no channel.');
    const chance = random();
    if (chance < 0.5) {
      const [by, mention, lost] = [random() < 0.1, random() < 0.25, random() < 0.15] as const;
      const deliver = server.message(channel, by ? 'me' : 'other', mention);
      happened.received += 1;
      happened.mentioned += Number(mention && !by);
      happened.own += Number(by);
      happened.lost += Number(lost);
      happened.lostMentions += Number(lost && mention && !by);
      // What was lost on the way is told of by the heartbeat.
      if (lost) server.beat();
      else deliver();
    } else if (chance < 0.65) {
      happened.read += 1;
      const head = server.head(channel);
      if (head > 0)
        void window.client.call('read', { channel, seq: random() < 0.5 ? head : (Math.ceil(head * random()) as typeof head) });
    } else if (chance < 0.8) {
      happened.readElsewhere += 1;
      server.readElsewhere(channel, Math.ceil(server.head(channel) * (0.5 + random() / 2)));
    } else if (chance < 0.85) {
      // What is told of a cursor is told at once, a message with the next round: it is counted already when it comes.
      happened.overtaken += 1;
      const deliver = server.message(channel, 'other', true);
      server.readElsewhere(channel, Math.ceil(server.head(channel) * random()) - 1);
      deliver();
    } else if (chance < 0.95) {
      happened.cut += 1;
      server.drop();
      for (let missed = upTo(4); missed > 0; missed -= 1) server.message(channel, 'other', random() < 0.3);
    } else {
      happened.resynced += 1;
      server.resync();
    }
  }

  for (let event = 1; event <= EVENTS; event += 1) {
    something();
    const settled = () => {
      const truth = server.truth();
      const modelled = badgeOf(window.shared().channels);
      const same = JSON.stringify([truth, truth]) === JSON.stringify([modelled, totals]);
      const listed = badgeOf(model.channels);
      return server.isConnected() && same && (model.more > 0 || JSON.stringify(listed) === JSON.stringify(truth));
    };
    const deadline = Date.now() + 5_000;
    for (let turn = 1; !settled(); turn += 1) {
      // A server that says nothing for long is given up, and a new connection would mend what was wrong.
      if (turn % 20 === 0) server.beat();
      if (Date.now() > deadline)
        throw new Error(
          `After event ${event} of seed ${seed}: the log has ${JSON.stringify(server.truth())}, the engine ` +
            `${JSON.stringify(badgeOf(window.shared().channels))}, the badge ${JSON.stringify(totals)}, the tray ${JSON.stringify(model.channels)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    said.unread += Number(totals.unread > 0);
    said.mentions += Number(totals.mentions > 0);
    said.most = Math.max(said.most, totals.unread);
  }
  // Something was there to be counted, and everything happened.
  expect(said.unread).toBeGreaterThan(EVENTS / 2);
  expect(said.mentions).toBeGreaterThan(EVENTS / 10);
  for (const [what, times] of Object.entries(happened)) expect(times, what).toBeGreaterThan(0);
  expect(server.connections, 'nothing was mended by connecting anew').toBe(1 + happened.cut);
  console.log(
    `C12: ${EVENTS} events, ${JSON.stringify(happened)}, at most ${said.most} unread, ${server.connections} connections`,
  );
  anchor.close();
  window.close();
  await engine.stop();
});
