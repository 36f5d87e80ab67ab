/**
 * The cast of a written sample: who there is, in which channels, and which script each channel plays.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeIssues, MullionError } from '../../shared/errors.ts';
import { ChannelKind, Handle, PersonKind, Topic } from '../../shared/model.ts';
import { z } from '../../shared/schema.ts';
import { parseScript, type ScriptLine, secondsOf } from './script.ts';

const Cast = z.object({
  version: z.literal(1),
  opensAt: z.string().refine((text) => secondsOf(text) !== undefined, 'A time of day is HH:MM.'),
  /** Whom a visitor is. */
  you: Handle,
  firms: z.array(z.object({ key: z.string(), name: z.string().min(1).max(200), short: z.string().min(1).max(40) })),
  people: z.array(
    z.object({
      handle: Handle,
      name: z.string().min(1).max(200),
      firm: z.string(),
      kind: PersonKind,
      title: z.string().max(200).optional(),
    }),
  ),
  channels: z.array(
    z.object({
      key: z.string(),
      kind: ChannelKind,
      name: z.string().max(80),
      topic: Topic,
      members: z.array(Handle).min(1),
      script: z.string().regex(/^[\w.-]+$/, 'A script is a file of the same folder.'),
      feed: z.boolean().default(false),
    }),
  ),
});
export type Cast = z.infer<typeof Cast>;
export type CastChannel = Cast['channels'][number];

/** A sample as it is written: its cast, and each channel's lines by the channel's key. */
export type Sample = { cast: Cast; opensAt: number; scripts: ReadonlyMap<string, ScriptLine[]> };

/** Reads a sample folder. Refuses (`bad-request`) with the file and what is wrong with it. */
export async function readSample(folder: string): Promise<Sample> {
  const parsed = Cast.safeParse(parseJson(await read(join(folder, 'cast.json'))));
  if (!parsed.success) throw new MullionError('bad-request', `cast.json: ${describeIssues(parsed.error)}`);
  const cast = parsed.data;
  const scripts = new Map<string, ScriptLine[]>();
  for (const channel of cast.channels) {
    const lines = parseScript(channel.script, await read(join(folder, channel.script)));
    checkSpeakers(channel, lines);
    scripts.set(channel.key, lines);
  }
  checkNames(cast);
  return { cast, opensAt: secondsOf(cast.opensAt) ?? 0, scripts };
}

function checkSpeakers(channel: CastChannel, lines: readonly ScriptLine[]): void {
  const members = new Set<string>(channel.members);
  const stranger = lines.find((line) => !members.has(line.handle));
  if (!stranger) return;
  throw new MullionError('bad-request', `${channel.script}, line ${stranger.line}: ${stranger.handle} is not in ${channel.key}.`);
}

function checkNames({ firms, people, channels }: Cast): void {
  const handles = new Set<string>(people.map((person) => person.handle));
  const keys = new Set(firms.map((firm) => firm.key));
  for (const person of people) {
    if (!keys.has(person.firm))
      throw new MullionError('bad-request', `cast.json: ${person.handle} has a firm that is not listed.`);
  }
  for (const channel of channels) {
    const stranger = channel.members.find((handle) => !handles.has(handle));
    if (stranger) throw new MullionError('bad-request', `cast.json: ${stranger}, in ${channel.key}, is not among the people.`);
    if (channel.kind === 'direct' && channel.members.length !== 2) {
      throw new MullionError('bad-request', `cast.json: ${channel.key} is direct, so it has two members.`);
    }
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new MullionError('bad-request', `${path} cannot be read.`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MullionError('bad-request', 'cast.json is not JSON.', { cause: error });
  }
}
