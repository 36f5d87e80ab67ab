/** Whose desk is open: opened, left, and built anew when its history breaks, one after the other. */
import type { Circumstances } from '../../shared/circumstances.ts';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { Person } from '../../shared/model.ts';
import type { ChannelState, SyncAnswer } from '../../shared/protocol.ts';
import { type Account, openAccount } from './account.ts';
import type { Clock, Log } from './clock.ts';
import type { Connection } from './connection.ts';
import { NO_STORE, type SharedState } from './shared-state.ts';
import { accountKey, type Kept } from './store/kept.ts';
import type { Stores } from './store/open.ts';

/** After this many broken histories in one engine's life, history is held in memory. */
const MOST_REBUILDS = 2;

export type AccountsParts = {
  server: string;
  stores: Stores;
  connection: Connection;
  shared: SharedState;
  clock: Clock;
  random: () => number;
  log: Log;
  circumstances(): Circumstances | null;
  onAnswer(answer: SyncAnswer, tookMs: number): void;
  onSynced(): void;
  /** Events that were not held before have come into a channel of this person's. */
  onCame(me: Person, state: ChannelState, fresh: readonly ChannelEvent[]): void;
};

export interface Accounts {
  current(): Account | null;
  /** The account once what is being opened, closed or built anew is done: nobody is signed out for that moment. */
  settled(): Promise<Account | null>;
  /** Opens this person's desk, unless it is open; another's is left first. */
  become(kept: Kept, me: Person): Promise<void>;
  /** Opens the desk of whoever was signed in here last, if someone was. */
  resume(kept: Kept): Promise<void>;
  /** Ends the sign-in here: history goes from this machine; drafts and unsent words stay, for when the same person returns. */
  signOut(kept: Kept): Promise<void>;
  /** Stores what is not stored yet and closes; nothing is opened after it. */
  stop(): Promise<void>;
}

export function createAccounts(parts: AccountsParts): Accounts {
  const { server, stores, shared, log } = parts;
  let account: Account | null = null;
  let rebuilds = 0;
  /** Histories that were found broken and are not built anew yet. What is given to a desk meanwhile would go with it. */
  let breaks = 0;
  let stopped = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One at a time, in the order in which they were asked for. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = turn.then(task);
    turn = result.catch((error: unknown) => log('error', 'an account could not be opened or closed', error));
    return result;
  }

  async function open(kept: Kept, me: Person, where: 'disk' | 'memory', broken?: Account): Promise<void> {
    const key = accountKey(server, me.id);
    const last = await kept.lastAccount(server);
    const opened = await stores.openHistory(key, where);
    shared.change({
      store: {
        ...shared.read().store,
        history: broken && opened.state === 'ok' ? 'rebuilt' : opened.state,
        held: { events: opened.history.count(), oldestAt: null },
      },
    });
    account = await openAccount({
      ...parts,
      me,
      firm: last?.person.id === me.id ? last.firm : null,
      key,
      opened,
      anew: broken?.book.anew() ?? [],
      kept,
      onCame: (state, fresh) => parts.onCame(me, state, fresh),
      onBroken(error) {
        const now = account;
        breaks += 1;
        void inTurn(() => rebuild(kept, now, error).finally(() => (breaks -= 1)));
      },
      onAnswer(answer, tookMs) {
        parts.onAnswer(answer, tookMs);
        const person = answer.me;
        const firm = answer.firms.find(({ id }) => id === person.firm) ?? null;
        if (firm) shared.change({ me: { person, firm } });
        kept.saveLastAccount(server, { person, firm, signedIn: true }).catch((error: unknown) => {
          log('warn', 'who is signed in could not be noted', error);
        });
      },
    });
  }

  /** The history is broken: begin with an empty one, and let the server fill it. What is unsent is kept elsewhere. */
  async function rebuild(kept: Kept, broken: Account | null, cause: unknown): Promise<void> {
    if (!broken || broken !== account || stopped) return;
    rebuilds += 1;
    log('warn', 'the local history is broken; it is built anew', cause);
    const opened = broken.timelines.opened();
    try {
      await broken.close('destroy');
    } catch (error) {
      log('warn', 'the broken history could not be deleted', error);
    }
    await open(kept, broken.me, rebuilds > MOST_REBUILDS ? 'memory' : 'disk', broken);
    account?.timelines.adopt(opened);
    if (!parts.connection.isUp()) return;
    shared.change({ link: { state: 'syncing', since: parts.clock.now() } });
    account?.up();
  }

  /** Closes the desk and takes everything of it from the windows. */
  async function leave(destroy?: 'destroy'): Promise<void> {
    const { channels, outbox, store } = shared.read();
    await account?.close(destroy);
    account = null;
    shared.change({
      me: null,
      store: { ...store, held: NO_STORE.held },
      channels: { upsert: [], remove: channels.map(({ channel }) => channel.id) },
      outbox: { upsert: [], remove: outbox.map((item) => item.id) },
    });
  }

  async function become(kept: Kept, me: Person): Promise<void> {
    if (stopped) throw new MullionError('unavailable');
    if (account?.me.id === me.id) return;
    if (account) await leave();
    await open(kept, me, 'disk');
  }

  return {
    current: () => account,
    async settled() {
      if (!account || breaks > 0) await turn;
      return account;
    },
    become: (kept, me) => inTurn(() => become(kept, me)),
    async resume(kept) {
      const last = await kept.lastAccount(server);
      if (last?.signedIn) await inTurn(() => become(kept, last.person));
    },
    signOut: (kept) =>
      inTurn(async () => {
        const last = await kept.lastAccount(server);
        if (last) await kept.saveLastAccount(server, { ...last, signedIn: false });
        await leave('destroy');
      }),
    stop() {
      stopped = true;
      return inTurn(async () => account?.close());
    },
  };
}
