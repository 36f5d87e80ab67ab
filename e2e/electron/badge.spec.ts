/** The count that every place shows is the one that the log has: badge, tray and title, after whatever happened. */
import { isDeepStrictEqual } from 'node:util';
import { openBus } from '../../electron/bus/bus.ts';
import { entriesOf } from '../../electron/bus/wire-format.ts';
import { seeded } from '../../testing/seeded.ts';
import { TrayHost } from '../desktop/tray-host.ts';
import { expect, test, YOU } from '../fixtures/test.ts';

/** So many events in the short form; `MULLION_EVENTS=1000` for the long one. */
const EVENTS = Number(process.env.MULLION_EVENTS ?? 25);
const SEED = Number(process.env.MULLION_SEED ?? 1);
const channels = ['rates-eur', 'fx-spot', 'desk-general'] as const;

test(`C12 badge, tray and titles equal what is unread after each of ${EVENTS} random events`, async ({
  desktop,
  signedIn,
  server,
  network,
  electron,
}) => {
  test.setTimeout(60_000 + EVENTS * 5_000);
  const tray = await TrayHost.start(desktop.env);
  // As a dock does: it hears what applications say of their counts.
  const dock = await openBus(desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '');
  let badge = 0;
  let told = 0;
  await dock.listen(
    "type='signal',interface='com.canonical.Unity.LauncherEntry'",
    { interface: 'com.canonical.Unity.LauncherEntry', member: 'Update' },
    ({ body: [application, properties] }) => {
      const says = entriesOf(properties);
      if (application !== 'application://mullion.desktop') return;
      told += 1;
      badge = says.get('count-visible') === true ? Number(says.get('count')) : 0;
    },
  );
  await signedIn(YOU, network);
  const { application } = electron;
  // Nobody looks: what is read is read elsewhere.
  await application.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) if (each.isVisible()) each.minimize();
  });
  const elsewhere = await server.speaker(YOU);
  const speakers = await Promise.all(['kaur', 'okoye'].map((handle) => server.speaker(handle)));
  const shared = channels.filter((name) => elsewhere.knows(name) && speakers.some((speaker) => speaker.knows(name)));
  expect(shared.length).toBeGreaterThan(1);

  // The samples say of some of this person's own words that they have not read them: all is read to begin with.
  for (const { channel, head } of (await elsewhere.call('sync', { cursors: {} })).channels)
    await elsewhere.call('read', { channel: channel.id, seq: head });

  /** What the server's log has of this person's unread. */
  const truth = async () => {
    const states = (await elsewhere.call('sync', { cursors: {} })).channels;
    return {
      unread: states.reduce((sum, { headNth, readNth }) => sum + headNth - readNth, 0),
      mentions: states.reduce((sum, { mentions }) => sum + mentions, 0),
    };
  };
  /** What is shown where: numbers as a person reads them. */
  const shown = async () => {
    const tooltip = await tray.tooltip();
    const title = await application.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .find((each) => each.webContents.getURL().endsWith('/index.html'))
          ?.getTitle() ?? '',
    );
    return {
      tray: { unread: Number(/(\d+) unread/.exec(tooltip)?.[1] ?? 0), mentions: Number(/(\d+) mention/.exec(tooltip)?.[1] ?? 0) },
      title: /^\((@?\d+)\) /.exec(title)?.[1] ?? '',
      badge,
    };
  };
  const expected = ({ unread, mentions }: Awaited<ReturnType<typeof truth>>) => ({
    tray: { unread, mentions },
    title: mentions > 0 ? `@${mentions}` : unread > 0 ? String(unread) : '',
    badge: mentions,
  });

  const random = seeded(SEED);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error('There is nothing to pick from.');
    return one;
  };
  const happened = { received: 0, mentioned: 0, read: 0, own: 0, cut: 0 };
  const seen = { unread: 0, mentions: 0, slowestMs: 0 };

  async function something(number: number): Promise<void> {
    const channel = pick(shared);
    const speaker = pick(speakers.filter((each) => each.knows(channel)));
    const chance = random();
    if (chance < 0.5) {
      const mention = random() < 0.4;
      happened.received += 1;
      happened.mentioned += Number(mention);
      await speaker.say(channel, `Event ${number}`, mention ? [elsewhere.me.id] : []);
    } else if (chance < 0.75) {
      happened.read += 1;
      if (random() < 0.6) await elsewhere.catchUp(channel);
      else {
        const { events } = await elsewhere.call('history', { channel: elsewhere.channel(channel).id, limit: 6 });
        await elsewhere.call('read', { channel: elsewhere.channel(channel).id, seq: pick(events).seq });
      }
    } else if (chance < 0.8) {
      happened.own += 1;
      await elsewhere.say(channel, `Event ${number}, from elsewhere`);
    } else {
      happened.cut += 1;
      network.drop();
      await speaker.say(channel, `Event ${number}, while the line was cut`, random() < 0.5 ? [elsewhere.me.id] : []);
    }
  }

  for (let number = 1; number <= EVENTS; number += 1) {
    const began = Date.now();
    await something(number);
    // The truth is asked for anew each time: what the window itself has read is told to the server a moment later.
    let now = await truth();
    const agrees = async () => {
      now = await truth();
      const there = await shown();
      return isDeepStrictEqual(there, expected(now)) || `the log has ${JSON.stringify(now)}, shown is ${JSON.stringify(there)}`;
    };
    await expect.poll(agrees, { message: `after event ${number} of seed ${SEED}`, intervals: [50], timeout: 20_000 }).toBe(true);
    seen.slowestMs = Math.max(seen.slowestMs, Date.now() - began);
    seen.unread += Number(now.unread > 0);
    seen.mentions += Number(now.mentions > 0);
  }
  expect(seen.mentions).toBeGreaterThan(EVENTS / 10);
  expect(seen.unread).toBeGreaterThan(EVENTS / 4);
  expect(told).toBeGreaterThan(EVENTS / 10);
  for (const what of ['received', 'mentioned', 'read', 'cut'] as const) expect(happened[what], what).toBeGreaterThan(0);
  console.log(`C12: ${EVENTS} events, ${JSON.stringify(happened)}, ${JSON.stringify(seen)}, the dock was told ${told} times`);
  dock.close();
  tray.stop();
});
