/**
 * B3: the desktop application is killed in parts and as a whole while everybody talks, and nobody loses a word by it. Once each
 * here; `npm run test:faults -- --desktop` asks for more, and for what was found.
 */
import { writeFile } from 'node:fs/promises';
import { nothingYet, sum, wrongs } from '../../faults/check/tally.ts';
import { complaints, toTerminal } from '../../faults/report/table.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import { Desk, WINDOWS } from './killed/desk.ts';
import { kinds } from './killed/kinds.ts';
import { playKill } from './killed/round.ts';
import { setScene } from './killed/scene.ts';

const kills = Number(process.env.MULLION_KILLS ?? 1);
const seed = Number(process.env.MULLION_SEED ?? 1);

/** The desk is this far from the server (ms, each way): whenever something is killed, messages wait in its outbox. */
const DISTANCE_MS = 100;

/** Pages that are killed are no pages to Playwright any more, and its traces grow as long as the run. */
test.use({ startedWith: { windows: WINDOWS, keyring: true }, trace: 'off' });

test('B3 killed while everybody talks, the application comes back with every word, once and in order', async ({
  electron,
  server,
  network,
}) => {
  test.setTimeout(120_000 + kills * kinds.length * 60_000);
  network.delay(DISTANCE_MS);
  const desk = new Desk(electron, network.url);
  await desk.open(await server.ticket(YOU));
  const scene = await setScene(desk, server, seed);
  const results = kinds.map((kind) => ({ fault: kind, tally: nothingYet(), obstacle: null }));
  const order = Array.from({ length: kills }, () => results).flat();
  for (let round = 1; order.length > 0; round++) {
    const [result] = order.splice(scene.chance.between(0, order.length - 1), 1);
    if (result === undefined) break;
    const tally = await playKill(scene, result.fault, `kill ${round}`);
    result.tally = sum([result.tally, tally]);
    // What is wrong once is found again by every later comparison.
    if (wrongs(tally) > 0) break;
  }

  const report = { results, database: await server.database.version() };
  console.log(toTerminal(report));
  if (process.env.MULLION_FOUND) await writeFile(process.env.MULLION_FOUND, JSON.stringify(report));
  expect(complaints(report, seed)).toEqual([]);
  for (const { fault, tally } of results) {
    expect(tally.cases, fault.name).toBe(kills);
    expect(tally.recoveries, fault.name).toHaveLength(kills);
    expect(tally.acknowledged, fault.name).toBeGreaterThan(5 * kills);
    expect(tally.sent - tally.acknowledged, fault.name).toBeGreaterThan(4 * kills);
    expect(tally.checked, fault.name).toBeGreaterThan(50 * kills);
  }
});
