/**
 * Imports a folder of IRC logs into one channel: files in the order of their dates, lines in their order, with their original
 * times. Every line has a fixed id, so an import can be broken off and repeated: what is there is not added again.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelId as ChannelIdType, FirmId, PersonId, TenantId } from '../../shared/model.ts';
import { ChannelId } from '../../shared/model.ts';
import { commitBatch } from '../log/commit.ts';
import { enrol, type WantedMembers } from '../log/enrol.ts';
import type { Entry } from '../log/event-log.ts';
import { addChannel, channelsByName } from '../store/channels.ts';
import type { Queries } from '../store/database.ts';
import { ensureFirm, ensurePeople, keyOf } from '../store/people.ts';
import { dayOf } from './clock.ts';
import { type Draft, draftFile } from './irc-file.ts';
import { newTally, type Tally } from './tally.ts';

export interface IrcImport {
  tenant: TenantId;
  folder: string;
  /** Name of the channel; made if there is none. */
  channel: string;
  members: WantedMembers;
  /** Told after each commit: files and events done. */
  onProgress?: (progress: { files: number; of: number; events: number }) => void;
  /** Asks to stop after the commit that is under way. */
  signal?: AbortSignal;
}

export interface IrcImported extends Tally {
  channel: ChannelIdType;
  /** Who became a member. */
  joined: number;
  /** Whether all files were done. */
  complete: boolean;
}

const FIRM = 'Ubuntu IRC';
const BATCH = 2_000;

export async function importIrc(queries: Queries, options: IrcImport): Promise<IrcImported> {
  const { tenant, folder, signal } = options;
  const tally = newTally();
  const speakers = new Set<string>();
  const files = await datedFiles(folder, tally);
  const firm = await ensureFirm(queries, tenant, FIRM, 'IRC');
  const channel = await ensureChannel(queries, tenant, options.channel);
  const people = new Nicks(queries, tenant, firm.id);
  for (const { name, day } of files) {
    if (signal?.aborted) break;
    const drafts = draftFile(name, day, await readFile(join(folder, name)), tally, speakers);
    await people.know(drafts.flatMap(nicksOf));
    for (let from = 0; from < drafts.length && !signal?.aborted; from += BATCH) {
      const entries = drafts.slice(from, from + BATCH).map((draft) => entryOf(draft, channel, people));
      const { outcomes } = await commitBatch(queries, entries, 'import');
      for (const outcome of outcomes) {
        if (!outcome.ok) throw outcome.error;
        if (outcome.value.repeated) tally.repeated += 1;
        else tally.added += 1;
      }
      options.onProgress?.({ files: tally.files, of: files.length, events: tally.added + tally.repeated });
    }
  }
  tally.speakers = speakers.size;
  const complete = !signal?.aborted;
  const joined = complete ? await enrol(queries, { tenant, channel, members: options.members }) : 0;
  return { ...tally, channel, joined, complete };
}

async function datedFiles(folder: string, tally: Tally): Promise<{ name: string; day: number }[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new MullionError('bad-request', `The folder ${folder} cannot be read.`, { cause: error });
  });
  const dated: { name: string; day: number }[] = [];
  for (const name of names.filter((each) => each.endsWith('.txt')).sort()) {
    const day = dayOf(name);
    if (day === undefined) tally.undated.push(name);
    else dated.push({ name, day });
  }
  if (dated.length === 0) throw new MullionError('bad-request', `There are no logs in ${folder}: files called YYYY-MM-DD….txt.`);
  return dated;
}

async function ensureChannel(queries: Queries, tenant: TenantId, name: string): Promise<ChannelIdType> {
  const [there] = (await channelsByName(queries, tenant, name)).filter((each) => each.kind === 'persistent');
  if (there) return there.id;
  const id = ChannelId.parse(randomUUID());
  await addChannel(queries, {
    id,
    tenant,
    kind: 'persistent',
    name,
    topic: 'Imported from IRC logs',
    recorded: true,
    feed: false,
  });
  return id;
}

/** Nicks as people, who are made as they turn up. */
class Nicks {
  readonly #known = new Map<string, PersonId>();
  readonly #queries: Queries;
  readonly #tenant: TenantId;
  readonly #firm: FirmId;

  constructor(queries: Queries, tenant: TenantId, firm: FirmId) {
    this.#queries = queries;
    this.#tenant = tenant;
    this.#firm = firm;
  }

  async know(nicks: readonly string[]): Promise<void> {
    const fresh = new Map<string, string>();
    for (const nick of nicks) if (!this.#known.has(keyOf(nick)) && !fresh.has(keyOf(nick))) fresh.set(keyOf(nick), nick);
    const taken = await this.#make(fresh, (nick) => nick);
    // A colleague who happens to be called like that has not said what is in the log.
    const left = await this.#make(taken, (nick) => `irc/${nick}`);
    const [nick] = left.values();
    if (nick !== undefined) throw new MullionError('already-exists', `There are people called ${nick} and irc/${nick} already.`);
  }

  /** Makes people of these nicks; answers those whose handle belongs to someone of another firm. */
  async #make(nicks: ReadonlyMap<string, string>, handleOf: (nick: string) => string): Promise<Map<string, string>> {
    const people = [...nicks.values()].map((nick) => {
      return { tenant: this.#tenant, firm: this.#firm, handle: handleOf(nick), name: nick, kind: 'person' as const };
    });
    const found = await ensurePeople(this.#queries, people);
    const taken = new Map<string, string>();
    for (const [key, nick] of nicks) {
      const person = found.get(keyOf(handleOf(nick)));
      if (person?.firm === this.#firm) this.#known.set(key, person.id);
      else taken.set(key, nick);
    }
    return taken;
  }

  idOf(nick: string): PersonId {
    const id = this.#known.get(keyOf(nick));
    if (id === undefined) throw new MullionError('internal', `Nobody was made for the nick ${nick}.`);
    return id;
  }
}

function nicksOf(draft: Draft): string[] {
  return draft.kind === 'leave' ? [draft.nick, draft.leaver] : [draft.nick];
}

function entryOf(draft: Draft, channel: ChannelIdType, people: Nicks): Entry {
  const header = { channel, id: draft.id, actor: people.idOf(draft.nick), at: draft.at };
  switch (draft.kind) {
    case 'message':
      return { ...header, kind: 'message', body: draft.body };
    case 'join':
      return { ...header, kind: 'join', body: { person: header.actor } };
    case 'leave': {
      const person = people.idOf(draft.leaver);
      return { ...header, kind: 'leave', body: draft.reason === undefined ? { person } : { person, reason: draft.reason } };
    }
    case 'alias':
      return { ...header, kind: 'alias', body: draft.body };
  }
}
