import { type Command, InvalidArgumentError } from 'commander';
import type { Logger } from 'pino';
import { openAccessTokens } from '../auth/access-tokens.ts';
import { createSessions } from '../auth/sessions.ts';
import { createEventLog } from '../log/create-event-log.ts';
import { readSample, type Sample } from '../replay/cast.ts';
import { type Loaded, loadSample, SAMPLE_PASSWORD } from '../replay/load-sample.ts';
import { playSample, type Said } from '../replay/play.ts';
import { Speakers } from '../replay/speakers.ts';
import { tokensOf } from '../replay/tokens.ts';
import type { Database } from '../store/database.ts';
import { lookUp } from '../store/events.ts';
import { examples, type Place, withDatabase, withPlace } from './place.ts';
import { stopSignal } from './stop-signal.ts';

interface SampleOptions extends Place {
  url: string;
  speed: number;
  play: boolean;
}

export function register(program: Command): void {
  withPlace(program.command('sample'))
    .description('Loads written conversations and lets them go on live, at a human pace, on a running server.')
    .argument('<folder>', 'folder with cast.json and its scripts')
    .option('--url <address>', 'the running server', parseUrl, 'http://127.0.0.1:7420')
    .option('--speed <factor>', 'how much faster than written', parseFactor, 1)
    .option('--no-play', 'load people, channels and history only')
    .addHelpText(
      'after',
      `${examples('sample samples/trading-day', 'sample samples/trading-day --speed 5', 'sample samples/trading-day --no-play')}
Every sample person's password is "${SAMPLE_PASSWORD}". Once all is loaded, one line of JSON is printed on standard output:
{"playing":"http://127.0.0.1:7420"}, or {"loaded":"FOLDER"} with --no-play. It plays until it is stopped.\n`,
    )
    .action(sample);
}

export function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("A server's address looks like http://127.0.0.1:7420.");
  }
  return text;
}

export function parseFactor(text: string): number {
  const factor = Number(text);
  if (!(factor > 0 && factor <= 10_000)) throw new InvalidArgumentError('Give a number greater than 0.');
  return factor;
}

async function sample(folder: string, options: SampleOptions): Promise<void> {
  const written = await readSample(folder);
  await withDatabase(options, async (database, log) => {
    const loaded = await load(database, written, options, log);
    log.info(`${loaded.people.size} people, ${loaded.channels.size} channels, ${loaded.added} messages of history added.`);
    if (options.play) await play(database, written, loaded, options, log);
    else process.stdout.write(`${JSON.stringify({ loaded: folder })}\n`);
  });
}

async function load(database: Database, written: Sample, { tenant }: SampleOptions, log: Logger): Promise<Loaded> {
  const events = await createEventLog(database, { log });
  try {
    return await loadSample({ queries: database.queries, log: events, tenant, now: Date.now() }, written);
  } finally {
    await events.close();
  }
}

async function play(database: Database, written: Sample, loaded: Loaded, options: SampleOptions, log: Logger): Promise<void> {
  const sessions = createSessions(database.queries, await openAccessTokens(database.queries));
  const speakers = new Speakers({ url: options.url, tokenFor: tokensOf(sessions), most: 500 });
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  process.stdout.write(`${JSON.stringify({ playing: options.url })}\n`);
  try {
    const areSaid = async (events: readonly Said[]) =>
      (await database.queries.transaction().execute((transaction) => lookUp(transaction, events))).map(
        ({ event }) => event !== undefined,
      );
    await playSample({ sample: written, loaded, speakers, areSaid, log, speed: options.speed, signal: stop.signal });
  } finally {
    speakers.close();
  }
}
