import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newDataFolder } from '../../server/testing/data-folder.ts';
import { runProgram } from '../../server/testing/program.ts';
import { type RunningServer, startServer } from '../../server/testing/server.ts';
import { machine, openWindow, startEngine } from '../testing/engine-rig.ts';
import { everything, firstDifference, wholeLog } from '../testing/total-order.ts';

/** A folder of IRC logs; by default the days that come with the product. */
const logs = process.env.MULLION_IRC ?? join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');
const password = 'correct horse battery';

let data = '';
let server: RunningServer;

beforeAll(async () => {
  data = await newDataFolder();
  server = await startServer({ data });
});
afterAll(() => server.stop());

test('an imported channel, scrolled from its newest event to its oldest, is the log: every message once, in order', async () => {
  await server.addPerson('reader', { password });
  const imported = await runProgram(['import', 'irc', logs, '--channel', 'ubuntu', '--members', 'reader', '--data', data]);
  expect(imported.code, imported.err).toBe(0);
  const engine = startEngine(server.url, machine());
  const window = openWindow(() => engine);
  await window.client.call('signIn', { handle: 'reader', password });
  const [channel] = await window.until('the channel', () => {
    const ids = window.shared().channels.map((state) => state.channel.id);
    return ids.length === 1 && ids;
  });
  if (!channel) throw new Error('There is no channel.');
  await window.open(channel);

  const held = await everything(window, channel);
  const log = await wholeLog(server, channel);
  expect(firstDifference(log, held)).toBeNull();
  const messages = held.filter((event) => event.kind === 'message').length;
  expect(messages).toBeGreaterThan(3_000);
  console.log(`${held.length} events, ${messages} messages and actions, each once and in order`);
  window.close();
  await engine.stop();
}, 1_200_000);
