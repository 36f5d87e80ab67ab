/** So many worlds, lived one after the other or some at once, on one server; and what all their frames told. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAccessTokens } from '../../auth/access-tokens.ts';
import { createSessions } from '../../auth/sessions.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { writeEffects } from '../../store/effects.ts';
import { homeTenant, setDisabled } from '../../store/people.ts';
import { newDataFolder } from '../data-folder.ts';
import { type ServedOptions, serve } from '../fuzz/serving.ts';
import { Tally } from '../fuzz/tally.ts';
import { silent } from '../log.ts';
import { judge } from './judge.ts';
import { Life, type Way } from './life.ts';
import { plant } from './plant.ts';
import { drawPolicy } from './policy.ts';

export type Campaign = {
  seed: number;
  worlds: number;
  /** Changes in each world. */
  rounds: number;
  /** What is started instead of the server as it is, and its arguments. */
  program?: readonly string[];
};

export type Report = {
  tally: Tally;
  /** What was wrong in frames. */
  findings: string[];
  /** Lives that came to no end: what should have happened did not. */
  failures: string[];
  seconds: number;
  /** What the server logged as errors. */
  said: string;
};

/** Nobody is told to wait: how much one may ask is another matter. */
const much = { burst: 1e9, perSecond: 1e9 };
const limits: ServedOptions['limits'] = {
  limits: { connection: { ...much, refusals: 1e9 }, person: much, channel: much, address: much },
  attempts: { perHandle: 1_000_000, slowFrom: 1_000_000, perAddress: 1_000_000, lockMs: 1, slowMs: 1 },
};

const HOUR_MS = 3_600_000;
const HEARTBEAT_MS = 500;
/** Worlds that live at the same time. */
const AT_ONCE = 4;

export async function watchFrames(campaign: Campaign): Promise<Report> {
  const data = await newDataFolder();
  const web = join(data, 'web');
  await mkdir(web);
  await writeFile(join(web, 'index.html'), '<title>Pages</title>');
  const database = await openDatabase({ data, log: silent });
  try {
    return await watchOn(database, campaign, { data, web });
  } finally {
    await database.close();
    await rm(data, { recursive: true, force: true });
  }
}

async function watchOn(database: Database, campaign: Campaign, place: { data: string; web: string }): Promise<Report> {
  const { seed, rounds, program } = campaign;
  const { queries } = database;
  // One world is the installation's own tenant: only its people can try to sign in by name.
  const worlds = await Promise.all(
    Array.from({ length: campaign.worlds }, (_, nth) =>
      plant(database, drawPolicy(seed, nth), nth === 0 ? homeTenant : undefined),
    ),
  );
  const serving = await serve({ ...place, trustProxy: false, heartbeatMs: HEARTBEAT_MS, limits }, program);
  const way = await wayTo(serving.url, database);
  const tally = new Tally();
  const findings: string[] = [];
  const failures: string[] = [];
  const began = performance.now();
  const rest = worlds.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const world of rest) {
        const life = new Life({ world, way, seed: seed * 104_729 + world.nth * 2, tally });
        try {
          await life.live(rounds);
        } catch (error) {
          failures.push(`world ${world.nth}: ${error instanceof Error ? error.message : String(error)}`);
        }
        findings.push(...(await judge(life, queries, tally)));
        tally.add('worlds');
        tally.add('viewers', world.viewers.length);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { said } = await serving.stop();
  return { tally, findings, failures, seconds, said };
}

async function wayTo(url: string, { queries }: Database): Promise<Way> {
  const sessions = createSessions(queries, await openAccessTokens(queries));
  return {
    url,
    tokenFor: async (person) => (await sessions.mint([person], HOUR_MS))[0] ?? '',
    ticketFor: async (person) => (await sessions.ticketFor(person)).ticket,
    close: (person) => setDisabled(queries, person, true),
    remove: (channel, person) =>
      queries
        .transaction()
        .execute((transaction) => writeEffects(transaction, [{ type: 'parts', channel, person, at: Date.now() }])),
  };
}
