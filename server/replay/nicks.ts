/**
 * Nicks of a log as people who may speak in a channel: made and made members a good while before they speak.
 */
import type { ChannelId, FirmId, PersonId, TenantId } from '../../shared/model.ts';
import { enrol } from '../log/enrol.ts';
import type { Queries } from '../store/database.ts';
import { ensureFirm, ensurePeople, keyOf } from '../store/people.ts';

const FIRM = 'Ubuntu IRC';

export class Nicks {
  readonly #queries: Queries;
  readonly #tenant: TenantId;
  readonly #channel: ChannelId;
  readonly #known = new Map<string, PersonId>();
  #firm: FirmId | undefined;

  constructor(queries: Queries, tenant: TenantId, channel: ChannelId) {
    this.#queries = queries;
    this.#tenant = tenant;
    this.#channel = channel;
  }

  /** Makes sure that these nicks are people and members. */
  async know(nicks: Iterable<string>): Promise<void> {
    const fresh = new Map<string, string>();
    for (const nick of nicks) if (!this.#known.has(keyOf(nick))) fresh.set(keyOf(nick), nick);
    if (fresh.size === 0) return;
    this.#firm ??= (await ensureFirm(this.#queries, this.#tenant, FIRM, 'IRC')).id;
    const taken = await this.#make([...fresh.values()], (nick) => nick, this.#firm);
    // A colleague who happens to be called like that does not speak here.
    await this.#make(taken, (nick) => `irc/${nick}`, this.#firm);
  }

  idOf(nick: string): PersonId | undefined {
    return this.#known.get(keyOf(nick));
  }

  /** Answers those whose handle belongs to someone of another firm. */
  async #make(nicks: readonly string[], handleOf: (nick: string) => string, firm: FirmId): Promise<string[]> {
    if (nicks.length === 0) return [];
    const found = await ensurePeople(
      this.#queries,
      nicks.map((nick) => ({ tenant: this.#tenant, firm, handle: handleOf(nick), name: nick, kind: 'person' })),
    );
    const own = nicks.filter((nick) => found.get(keyOf(handleOf(nick)))?.firm === firm);
    await enrol(this.#queries, { tenant: this.#tenant, channel: this.#channel, members: own.map(handleOf) });
    for (const nick of own) {
      const person = found.get(keyOf(handleOf(nick)));
      if (person) this.#known.set(keyOf(nick), person.id);
    }
    return nicks.filter((nick) => !own.includes(nick));
  }
}
