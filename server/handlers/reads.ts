/**
 * What a sync reads from the database, for all who ask at once. After a cut everyone asks the same of the same channels: it is
 * read once, and told to each.
 */
import type { ChannelEvent, ChannelEvents } from '../../shared/events.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { EventLog, Head, Run } from '../log/event-log.ts';
import { type Cursor, cursorsAt } from '../store/cursors.ts';
import type { Queries } from '../store/database.ts';
import { gathered } from '../store/gathered.ts';

export type Reads = {
  /** Newest seq and message count of the channels, not older than the question. */
  heads(channels: readonly ChannelId[]): Promise<ReadonlyMap<string, Head>>;
  /** As `EventLog.runs`. */
  runs(asked: readonly Run[]): Promise<ChannelEvents[]>;
  /** A person's cursor in each of the channels. */
  cursors(person: PersonId, channels: readonly ChannelId[]): Promise<Map<ChannelId, Cursor>>;
};

const MOST_HEADS = 5_000;
const MOST_CURSORS = 5_000;
/** Each is up to some hundred events. */
const MOST_RUNS = 100;

export function createReads(log: EventLog, queries: Queries): Reads {
  const heads = gathered<ChannelId, Head>({
    keyOf: (channel) => channel,
    read: (channels) => log.heads(channels),
    most: MOST_HEADS,
  });

  const keyOfRun = ({ channel, after, upTo }: Run) => `${channel} ${after} ${upTo}`;
  const runs = gathered<Run, ChannelEvent[]>({
    keyOf: keyOfRun,
    read: async (asked) => {
      const found = await log.runs(asked);
      return new Map(asked.map((run, index) => [keyOfRun(run), found[index]?.events ?? []]));
    },
    most: MOST_RUNS,
  });

  type Place = { person: PersonId; channel: ChannelId };
  const keyOfPlace = ({ person, channel }: Place) => `${person} ${channel}`;
  const cursors = gathered<Place, Cursor>({
    keyOf: keyOfPlace,
    read: async (places) => new Map((await cursorsAt(queries, places)).map((row) => [keyOfPlace(row), row])),
    most: MOST_CURSORS,
  });

  return {
    heads,
    runs: async (asked) => {
      const found = await runs(asked);
      return asked.map((run) => ({ channel: run.channel, events: found.get(keyOfRun(run)) ?? [] }));
    },
    cursors: async (person, channels) => {
      const places = channels.map((channel) => ({ person, channel }));
      const found = await cursors(places);
      return new Map(
        places.flatMap((place) => {
          const cursor = found.get(keyOfPlace(place));
          return cursor ? [[place.channel, cursor]] : [];
        }),
      );
    },
  };
}
