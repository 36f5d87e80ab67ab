/**
 * One run of the fuzzer, put together: a database, its world, a server as a process of its own, everybody at once.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { verifyChannel } from '../../log/verify.ts';
import { allChannels } from '../../store/channels.ts';
import { openDatabase } from '../../store/database.ts';
import { newDataFolder } from '../data-folder.ts';
import { silent } from '../log.ts';
import type { Vocabulary } from './arbitrary-of.ts';
import { flood } from './flood.ts';
import { liveHidden } from './hidden-life.ts';
import { playAlone } from './loners.ts';
import { everIn } from './memberships.ts';
import { fail, Player, type Run } from './players.ts';
import { type ServedOptions, serve } from './serving.ts';
import { Tally } from './tally.ts';
import { visit } from './visitors.ts';
import { MARKER, PASSWORD, plantWorld, type World } from './world.ts';

export type Campaign = {
  seed: number;
  cases: number;
  /** The server's own limits, or the ones given instead; these let everything through that is right. */
  limits?: ServedOptions['limits'];
};

export type Report = {
  tally: Tally;
  failures: string[];
  seconds: number;
  /** How often and how fast the server said meanwhile that it is well; what it logged as errors; how it ended when told to. */
  health: { healthy: number; slowestMs: number; said: string; code: number | null };
};

const HOUR_MS = 3_600_000;
/** Shares of the cases. */
const HTTP = 0.12;
const ALONE = 0.006;
const TICKETS = 300;

export async function fuzz({ seed, cases, limits }: Campaign): Promise<Report> {
  const data = await newDataFolder();
  const web = join(data, 'web', 'pages');
  await mkdir(web, { recursive: true });
  await writeFile(join(web, 'index.html'), '<title>Pages</title>');
  await writeFile(join(data, 'web', 'secret.txt'), MARKER);
  const database = await openDatabase({ data, log: silent });
  try {
    const world = await plantWorld(database.queries);
    const tokens: string[] = ['none'];
    const tickets = await Promise.all(
      Array.from({ length: TICKETS }, async (_, nth) => {
        const person = world.players[nth % world.players.length];
        return person ? (await world.sessions.ticketFor(person.id)).ticket : '';
      }),
    );
    const serving = await serve({ data, web, trustProxy: true, limits });
    const run: Run = {
      url: serving.url,
      world,
      planted: world.channels.length,
      vocabulary: vocabularyOf(world, seed, tokens, tickets),
      seed,
      tally: new Tally(),
      failures: [],
      limited: limits === undefined,
    };
    const began = performance.now();
    const players = await everybody(run, cases, tokens).catch(async (error: unknown) => {
      await serving.stop();
      throw error;
    });
    const seconds = (performance.now() - began) / 1000;
    const health = await serving.stop();
    const wasIn = await everIn(database.queries);
    for (const { person, heard } of players) {
      for (const channel of heard) {
        if (!wasIn(person.id, channel)) fail(run, `${person.handle} heard ${channel} without ever having been a member.`);
        run.tally.add('channels heard');
      }
    }
    for (const { id } of await allChannels(database.queries)) {
      const { events, findings } = await verifyChannel(database.queries, id);
      run.tally.add('events verified', events);
      for (const finding of findings) fail(run, `The log of ${id} does not verify: ${JSON.stringify(finding)}`);
    }
    return { tally: run.tally, failures: run.failures, seconds, health };
  } finally {
    await database.close();
    await rm(data, { recursive: true, force: true });
  }
}

async function everybody(run: Run, cases: number, refreshTokens: string[]): Promise<Player[]> {
  const { world } = run;
  const mint = (people: World['players']) =>
    world.sessions.mint(
      people.map(({ id }) => id),
      HOUR_MS,
    );
  const tokens = await mint(world.players);
  const players = world.players.map((person, at) => new Player(run, person, tokens[at] ?? ''));
  for (const player of players) await player.connect();
  let over = false;
  const hidden = liveHidden(run, await mint(world.hidden), () => over).catch((error: unknown) =>
    fail(run, `The hidden people: ${String(error)}`),
  );
  const visits = Math.round(cases * HTTP);
  const alone = Math.round(cases * ALONE);
  const each = Math.ceil((cases - visits - alone) / players.length);
  try {
    await Promise.all([
      ...players.map((player, at) => player.play(each, at + 1)),
      playAlone(run, tokens[0] ?? '', alone, 500),
      visit(run, refreshTokens, visits, 600),
      ...(run.limited ? [flood(run, tokens[0] ?? '')] : []),
    ]);
  } finally {
    over = true;
    await hidden;
  }
  for (const player of players) player.close();
  return players;
}

/** What the fields of the protocol mean here, by their names. */
function vocabularyOf(world: World, seed: number, tokens: string[], tickets: string[]): Vocabulary {
  const { channels, people } = world;
  const events = fc.sample(fc.uuid(), { seed, numRuns: 5_000 });
  const ids: Record<string, readonly string[]> = { channel: channels, cursors: channels, id: events };
  const handles = [...world.players.map(({ handle }) => handle), `${MARKER}1`, 'nobody'];
  // A third of them all, so that most attempts fail, and some do not.
  const words: Record<string, readonly string[]> = {
    handle: handles,
    password: [PASSWORD, 'wrong', randomUUID()],
    refresh: tokens,
    ticket: tickets,
    name: ['rates', 'Rates', 'blocks', 'a name', 'desk 7', '  padded  '],
    query: ['', 'm', 'ra', 'corvid', '#gilts', '@pell', 'q', MARKER.slice(0, 5), 'é', '  '],
  };
  const talk = ['hello', 'mid 98.4', 'bid 12s', '@mara look', '🙂', '\u200b', 'e\u0301', '2 x 50m', 'line\nline'];
  return { ids: (field) => ids[field] ?? people, words: (field) => words[field] ?? talk };
}
