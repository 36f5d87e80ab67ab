/**
 * Who and what there is while the server is fuzzed: players of several firms who may do what they like, and beside them a hidden
 * part of which no player may ever hear. Everything hidden that has words bears one marker, so that a single search in each
 * frame finds whatever leaks.
 */
import { randomUUID } from 'node:crypto';
import { ChannelId, type FirmId, type Person, type PersonId, type PersonKind, TenantId } from '../../../shared/model.ts';
import { openAccessTokens } from '../../auth/access-tokens.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { createSessions, type Sessions } from '../../auth/sessions.ts';
import { addChannel } from '../../store/channels.ts';
import type { Queries } from '../../store/database.ts';
import { admit, ownedByFirst } from '../../store/effects.ts';
import { addPerson, ensureFirm, homeTenant } from '../../store/people.ts';

/** In every name, handle, title, topic, message and note of the hidden part. */
export const MARKER = 'qzvxheron';

export const PASSWORD = 'correct horse battery';

export interface World {
  /** They fuzz. The last one is alone in a tenant of its own. */
  players: Person[];
  /** They live in the hidden part and speak there. */
  hidden: Person[];
  /** Where the hidden people speak. */
  hiddenChannel: ChannelId;
  /** Ids that players may try, also of the hidden part. What players make is added. */
  channels: string[];
  people: string[];
  /** Hidden ids that no player has heard of: they may be in no frame at all. */
  secretIds: string[];
  sessions: Sessions;
}

const otherTenant = TenantId.parse('elsewhere');

export async function plantWorld(queries: Queries): Promise<World> {
  const firmOf = async (tenant: TenantId, name: string) => (await ensureFirm(queries, tenant, name)).id;
  const corvid = await firmOf(homeTenant, 'Corvid');
  const halden = await firmOf(homeTenant, 'Halden');
  const alone = await firmOf(homeTenant, 'Alone');
  const dark = await firmOf(homeTenant, `${MARKER} Partners`);
  const elsewhere = await firmOf(otherTenant, 'Elsewhere');
  const passwordHash = await hashPassword(PASSWORD);

  const person = (handle: string, firm: FirmId, kind: PersonKind = 'person', tenant: TenantId = homeTenant) =>
    addPerson(queries, { tenant, firm, handle, name: `Name of ${handle}`, kind, passwordHash });
  const hiddenPerson = (nth: number, firm: FirmId, tenant: TenantId = homeTenant) =>
    addPerson(queries, { tenant, firm, handle: `${MARKER}${nth}`, name: `${MARKER} ${nth}`, kind: 'person', title: MARKER });
  async function channel(
    name: string,
    kind: 'group' | 'persistent',
    members: readonly Person[],
    { feed = false, topic = '', tenant = homeTenant } = {},
  ): Promise<ChannelId> {
    const id = ChannelId.parse(randomUUID());
    await addChannel(queries, { id, tenant, kind, name, topic, recorded: true, feed });
    await admit(queries, id, ownedByFirst(members.map((member) => member.id)));
    return id;
  }

  const home = await Promise.all(['mara', 'okoye', 'tan', 'weiss'].map((handle) => person(handle, corvid)));
  const outside = await Promise.all(['pell', 'lindqvist', 'ferro'].map((handle) => person(handle, halden)));
  const loner = await person('loner', alone);
  const feed = await person('ticker', corvid, 'feed');
  const foreigner = await person('foreigner', elsewhere, 'person', otherTenant);
  const players = [...home, ...outside, loner, feed, foreigner];
  const [mara, okoye, tan] = home;
  const [pell, lindqvist] = outside;
  if (!mara || !okoye || !tan || !pell || !lindqvist) throw new Error('There are fewer players than names.');

  const open = [
    await channel('rates', 'persistent', home),
    await channel('gilts', 'persistent', [okoye, mara], { topic: 'Auctions' }),
    await channel('clients', 'persistent', [mara, okoye, pell, lindqvist]),
    await channel('halden only', 'persistent', outside),
    await channel('deal', 'group', [mara, pell, tan]),
    await channel('lunch', 'group', home),
    // Anybody in a group may describe it: without enough of them hardly a rename is ever accepted.
    await channel('both', 'group', [...home, ...outside]),
    await channel('both again', 'group', [...outside, ...home]),
    await channel('prices', 'persistent', [feed, ...home, pell], { feed: true }),
    await channel('far away', 'persistent', [foreigner], { tenant: otherTenant }),
  ];

  const hidden = await Promise.all([1, 2].map((nth) => hiddenPerson(nth, dark)));
  const guessed = await hiddenPerson(3, dark);
  const abroad = await hiddenPerson(4, await firmOf(otherTenant, `${MARKER} Abroad`), otherTenant);
  const hiddenChannel = await channel(`${MARKER} desk`, 'group', hidden, { topic: MARKER });
  const guessedChannels = [
    await channel(`${MARKER} open`, 'persistent', [guessed], { topic: MARKER }),
    await channel(`${MARKER} abroad`, 'persistent', [abroad], { topic: MARKER, tenant: otherTenant }),
    await channel(`${MARKER} guessed`, 'group', [guessed, ...hidden], { topic: MARKER }),
  ];

  return {
    players,
    hidden,
    hiddenChannel,
    channels: [...open, ...guessedChannels],
    people: [...players.map(idOf), guessed.id, abroad.id],
    secretIds: [dark, hiddenChannel, ...hidden.map(idOf)],
    sessions: createSessions(queries, await openAccessTokens(queries)),
  };
}

function idOf(person: { id: PersonId }): string {
  return person.id;
}
