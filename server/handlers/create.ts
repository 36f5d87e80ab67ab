import { MullionError } from '../../shared/errors.ts';
import type { ChannelId, EventId, PersonId } from '../../shared/model.ts';
import type { CallInput } from '../../shared/protocol.ts';
import type { Subject } from '../policy/decide.ts';
import { mayFind, requirePerson, subjectOf } from '../policy/facts.ts';
import type { Roster } from '../roster/roster.ts';
import { addChannel, directChannel, findChannel } from '../store/channels.ts';
import { admit, ownedByFirst } from '../store/effects.ts';
import { channelIdOf, joinIdOf } from './derived-id.ts';
import type { Context, Handler } from './handler.ts';
import { stateOf } from './state-of.ts';

/**
 * The channel's id follows from the request's, and so do the ids of its first events: the same request again, even one that
 * was cut off in the middle, ends in the same channel with the same events.
 */
export const create: Handler<'create'> = async (context, connection, input) => {
  const { roster } = context;
  const actor = connection.person;
  const subject = subjectOf(roster, actor);
  const others = input.kind === 'direct' ? [input.with] : [...new Set(input.members)].filter((person) => person !== actor);
  for (const person of others) requirePerson(roster, subject, 'converse', person);
  const channel = input.kind === 'direct' ? await direct(context, subject, input) : await named(context, subject, input, others);
  await enlist(context, channel, input, actor, others);
  await context.keeper.channel(channel);
  return { channel: await stateOf(context, actor, channel) };
};

/** The one channel of the pair, found or made. */
async function direct(
  { queries }: Context,
  subject: Subject,
  input: CallInput<'create'> & { kind: 'direct' },
): Promise<ChannelId> {
  const pair = [subject.person, input.with] as const;
  const id = channelIdOf('direct', [...pair].sort().join());
  try {
    const channel = {
      id,
      tenant: subject.tenant,
      kind: 'direct',
      name: '',
      topic: '',
      recorded: true,
      feed: false,
      pair,
    } as const;
    return (await directChannel(queries, pair))?.id ?? (await addChannel(queries, channel)).id;
  } catch (error) {
    const made =
      error instanceof MullionError && error.code === 'already-exists' ? await directChannel(queries, pair) : undefined;
    if (!made) throw error;
    return made.id;
  }
}

/** Made together with its members: without any it would for a moment be open to every firm of its tenant. */
async function named(
  { queries, roster }: Context,
  subject: Subject,
  input: Exclude<CallInput<'create'>, { kind: 'direct' }>,
  others: readonly PersonId[],
): Promise<ChannelId> {
  const id = channelIdOf(subject.person, input.id);
  if (await findChannel(queries, id)) return id;
  if (input.kind === 'persistent') refuseSameName(roster, subject, input.name);
  const { kind, name, topic } = input;
  await queries.transaction().execute(async (transaction) => {
    await addChannel(transaction, { id, tenant: subject.tenant, kind, name, topic, recorded: true, feed: false });
    await admit(transaction, id, ownedByFirst([subject.person, ...others]));
  });
  return id;
}

/** Only against channels that the person can find: a name tells nothing of the others. */
function refuseSameName(roster: Roster, subject: Subject, name: string): void {
  const key = name.toLowerCase();
  for (const entry of roster.channels()) {
    if (entry.channel.kind !== 'persistent' || entry.channel.name.toLowerCase() !== key) continue;
    if (mayFind(roster, subject, entry)) throw new MullionError('already-exists', `There is a channel called ${name} already.`);
  }
}

/**
 * Tells of the first members, each by an event that makes them one where they are not yet. In a direct channel each comes in
 * their own name: both may begin it at the same time, and it is begun once.
 */
async function enlist(
  { log }: Context,
  channel: ChannelId,
  { kind, id }: { kind: string; id: EventId },
  actor: PersonId,
  others: readonly PersonId[],
): Promise<void> {
  const request = kind === 'direct' ? channel : id;
  await Promise.all(
    [actor, ...others].map((person) =>
      log.append({
        channel,
        id: joinIdOf(request, person),
        actor: kind === 'direct' ? person : actor,
        kind: 'join',
        body: { person },
        effect: { type: 'enters', person, role: person === actor && kind !== 'direct' ? 'owner' : 'member' },
      }),
    ),
  );
}
