/**
 * Puts a sample's people, channels and history into the database. What is there already stays as it is, so that a second
 * loading adds nothing.
 */
import { randomUUID } from 'node:crypto';
import type { MessageBody } from '../../shared/events.ts';
import { ChannelId, type FirmId, type PersonId, Seq, type TenantId } from '../../shared/model.ts';
import { hashSamplePassword } from '../auth/passwords.ts';
import { eventIdOf } from '../handlers/derived-id.ts';
import type { EventLog } from '../log/event-log.ts';
import { addChannel, channelsByName, directChannel } from '../store/channels.ts';
import { movingCursors } from '../store/cursors.ts';
import type { Queries } from '../store/database.ts';
import { ensureFirm, ensurePeople, keyOf } from '../store/people.ts';
import type { CastChannel, Sample } from './cast.ts';
import { mentionedIn, type ScriptLine } from './script.ts';

/** The password of every sample person; for samples alone. */
export const SAMPLE_PASSWORD = 'mullion';

/** The visitor has not read what was said in these last minutes before the sample opens. */
const AWAY_SECONDS = 6 * 60;

export type Loaded = {
  people: ReadonlyMap<string, PersonId>;
  /** By the channel's key. */
  channels: ReadonlyMap<string, ChannelId>;
  /** Messages that were added as history. */
  added: number;
};

/** `now`: the moment (ms) that the sample's opening time is moved to. */
export async function loadSample(
  parts: { queries: Queries; log: EventLog; tenant: TenantId; now: number },
  sample: Sample,
): Promise<Loaded> {
  const people = await loadPeople(parts, sample);
  const channels = new Map<string, ChannelId>();
  let added = 0;
  for (const channel of sample.cast.channels) {
    const id = await loadChannel(parts, sample, channel, people);
    channels.set(channel.key, id);
    added += await loadHistory(parts, sample, channel, id, people);
  }
  return { people, channels, added };
}

type Parts = { queries: Queries; log: EventLog; tenant: TenantId; now: number };
type People = ReadonlyMap<string, PersonId>;

async function loadPeople({ queries, tenant }: Parts, { cast }: Sample): Promise<People> {
  const firms = new Map<string, FirmId>();
  for (const firm of cast.firms) firms.set(firm.key, (await ensureFirm(queries, tenant, firm.name, firm.short)).id);
  const passwordHash = await hashSamplePassword(SAMPLE_PASSWORD);
  const known = await ensurePeople(
    queries,
    cast.people.flatMap(({ firm: key, handle, name, kind, title }) => {
      const firm = firms.get(key);
      return firm
        ? [{ tenant, firm, handle, name, kind, title, passwordHash: kind === 'person' ? passwordHash : undefined }]
        : [];
    }),
  );
  return new Map(
    cast.people.flatMap(({ handle }) => {
      const id = known.get(keyOf(handle))?.id;
      return id ? [[handle, id]] : [];
    }),
  );
}

function membersOf(channel: CastChannel, people: People): PersonId[] {
  return channel.members.flatMap((handle) => people.get(handle) ?? []);
}

/** Finds the channel (a direct one by its pair, others by name) or makes it; then everyone in the cast is a member of it. */
async function loadChannel(parts: Parts, sample: Sample, channel: CastChannel, people: People): Promise<ChannelId> {
  const { queries, log, tenant } = parts;
  const members = membersOf(channel, people);
  const [first, second] = members;
  const pair = channel.kind === 'direct' && first && second ? ([first, second] as const) : undefined;
  const found = pair ? await directChannel(queries, pair) : (await channelsByName(queries, tenant, channel.name))[0];
  const id = found?.id ?? ChannelId.parse(randomUUID());
  if (!found) {
    const { kind, name, topic, feed } = channel;
    await addChannel(queries, { id, tenant, kind, name, topic, recorded: true, feed, ...(pair ? { pair } : {}) });
  }
  const at = timeOf(parts, sample, earliest(sample)) - 60_000;
  await Promise.all(
    members.map((person, index) =>
      log.append({
        channel: id,
        id: eventIdOf('sample member', channel.key, person),
        actor: person,
        kind: 'join',
        body: { person },
        at,
        effect: { type: 'enters', person, role: index === 0 && channel.kind !== 'direct' ? 'owner' : 'member' },
      }),
    ),
  );
  return id;
}

function earliest({ scripts, opensAt }: Sample): number {
  return Math.min(opensAt, ...[...scripts.values()].flatMap((lines) => lines.map((line) => line.at)));
}

function timeOf({ now }: Parts, { opensAt }: Sample, at: number): number {
  return now - (opensAt - at) * 1000;
}

/** Appends what was said before the sample opens, if nothing was ever said in the channel. Answers how much that was. */
async function loadHistory(parts: Parts, sample: Sample, channel: CastChannel, id: ChannelId, people: People): Promise<number> {
  const { queries, log } = parts;
  const head = (await log.heads([id])).get(id);
  if (head && head.headNth > 0) return 0;
  const past = (sample.scripts.get(channel.key) ?? []).filter((line) => line.at < sample.opensAt);
  const appended = await Promise.all(
    past.flatMap((line) => {
      const actor = people.get(line.handle);
      if (!actor) return [];
      const eventId = eventIdOf('sample line', channel.key, String(line.line));
      const at = timeOf(parts, sample, line.at);
      return [log.append({ channel: id, id: eventId, actor, kind: 'message', body: bodyOf(line, people), at })];
    }),
  );
  const newest = appended.at(-1)?.seq ?? head?.head ?? Seq.parse(0);
  const before = past.filter((line) => line.at < sample.opensAt - AWAY_SECONDS).length;
  const read = appended[before - 1]?.seq ?? appended[0]?.seq ?? newest;
  const you = people.get(sample.cast.you);
  await movingCursors(
    membersOf(channel, people).map((person) => ({ person, channel: id, seq: person === you ? read : newest })),
  ).execute(queries);
  return appended.length;
}

/** A line as a message, its `@handle`s as mentions. */
export function bodyOf(line: Pick<ScriptLine, 'text' | 'action'>, people: People): MessageBody {
  const mentions = mentionedIn(line.text, (handle) => people.has(handle)).flatMap((handle) => people.get(handle) ?? []);
  return {
    text: line.text,
    ...(line.action ? { style: 'action' as const } : {}),
    ...(mentions.length > 0 ? { mentions } : {}),
  };
}
