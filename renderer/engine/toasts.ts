/**
 * Messages that earn a toast, told to the anchor as they come; and how far channels have been read, so that the toast of a
 * message that was read, here or elsewhere, is taken away. That nothing is shown twice is seen to where it is shown, because
 * that outlives this engine.
 */
import type { EnginePushes } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import { type ChannelId, chosenIn, type PersonId, Seq } from '../../shared/model.ts';
import type { ChannelState } from '../../shared/protocol.ts';
import { excerptOf, MOST_READS, MOST_TOASTS, type Toast } from '../../shared/toast.ts';
import type { Clock } from './clock.ts';
import { concerns, earnsToast, type ToastFacts } from './earns-toast.ts';
import type { SharedState } from './shared-state.ts';

/** What comes within this time goes out together, and speakers who were unknown are known after it (ms). */
const GATHER_MS = 100;
/** As read as can be: of a channel that is not this person's any more. */
const ALL = Seq.parse(Number.MAX_SAFE_INTEGER);

export interface Toasts {
  /** Events that were not held before have come into a channel; `state` is as it is with them. */
  came(me: PersonId, state: Pick<ChannelState, 'channel' | 'read'>, events: readonly ChannelEvent[]): void;
  /** In a window, the person is looking at these channels from now on. */
  attend(window: object, channels: readonly ChannelId[]): void;
  /** The window is gone. */
  left(window: object): void;
  /** Channels may have been read, or left. */
  changed(): void;
  /** Whoever shows toasts is new: tell it how far everything is read. */
  again(): void;
}

export type ToastsParts = {
  clock: Clock;
  shared: Pick<SharedState, 'read'>;
  /** What is older than this is no news; by the server's clock (ms). */
  since(): number;
  /** Answers whether there was anyone to be told. */
  tell<N extends 'toasts' | 'reads'>(name: N, push: EnginePushes[N]): boolean;
};

export function createToasts({ clock, shared, since, tell }: ToastsParts): Toasts {
  const attention = new Map<object, ReadonlySet<ChannelId>>();
  let waiting: { channel: ChannelId; event: ChannelEvent; why: Toast['why'] }[] = [];
  let told = new Map<ChannelId, Seq>();
  let due = false;
  let readDue = false;

  const isAttended = (channel: ChannelId) => [...attention.values()].some((channels) => channels.has(channel));

  function flush(): void {
    due = false;
    const { channels, people } = shared.read();
    const views = new Map(channels.map((view) => [view.channel.id, view]));
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const toasts = waiting.flatMap(({ channel, event, why }): Toast[] => {
      const view = views.get(channel);
      // Read in the meantime, or left.
      if (event.kind !== 'message' || !view || event.seq <= view.read) return [];
      const sender = names.get(event.actor) ?? '';
      const name = why === 'direct' ? '' : view.channel.name;
      const action = event.body.style === 'action';
      return [{ channel, seq: event.seq, why, sender, name, text: excerptOf(event.body.text), action }];
    });
    waiting = [];
    for (let at = 0; at < toasts.length; at += MOST_TOASTS) tell('toasts', { toasts: toasts.slice(at, at + MOST_TOASTS) });
  }

  function tellReads(): void {
    readDue = false;
    const now = new Map(shared.read().channels.map((view) => [view.channel.id, view.read]));
    const moved = [...now].filter(([channel, read]) => told.get(channel) !== read);
    const gone = [...told.keys()].filter((channel) => !now.has(channel));
    const reads = [...moved, ...gone.map((channel): [ChannelId, Seq] => [channel, ALL])];
    const chunks = Array.from({ length: Math.ceil(reads.length / MOST_READS) }, (_, at) =>
      reads.slice(at * MOST_READS, (at + 1) * MOST_READS).map(([channel, read]) => ({ channel, read })),
    );
    if (chunks.every((chunk) => tell('reads', { reads: chunk }))) told = now;
  }

  function changed(): void {
    if (readDue) return;
    readDue = true;
    clock.after(GATHER_MS, tellReads);
  }

  return {
    came(me, { channel, read }, events) {
      const { id, kind } = channel;
      const meant = events.filter((event) => concerns(event, { me, kind }));
      if (meant.length === 0) return;
      const chosen = chosenIn(shared.read().presences.find(({ person }) => person === me));
      const facts: ToastFacts = { me, kind, read, since: since(), chosen, attended: isAttended(id) };
      for (const event of meant) {
        const why = earnsToast(event, facts);
        if (why) waiting.push({ channel: id, event, why });
      }
      if (waiting.length === 0 || due) return;
      due = true;
      clock.after(GATHER_MS, flush);
    },
    attend: (window, channels) => void attention.set(window, new Set(channels)),
    left: (window) => void attention.delete(window),
    changed,
    again() {
      told = new Map();
      changed();
    },
  };
}
