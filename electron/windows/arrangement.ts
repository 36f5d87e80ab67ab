/** Which windows there are, and where, for each arrangement of displays: as it was when the application ended. */
import { WindowName } from '../../shared/layout.ts';
import { z } from '../../shared/schema.ts';
import { readJson, writeJson } from '../json-file.ts';
import type { Log } from '../log.ts';
import { MOST_ARRANGEMENTS, type Place, type Remembered } from './places.ts';

/** Windows that one person may have. */
export const MOST_WINDOWS = 64;

const Pixels = z.int().min(-1_000_000).max(1_000_000);
const Size = z.int().min(1).max(100_000);
const Where = z.object({
  bounds: z.object({ x: Pixels, y: Pixels, width: Size, height: Size }),
  state: z.enum(['normal', 'maximized', 'fullscreen']),
}) satisfies z.ZodType<Place>;

const Version2 = z.object({
  version: z.literal(2),
  windows: z.array(z.object({ id: WindowName, alwaysOnTop: z.boolean() })).max(MOST_WINDOWS),
  /** The newest first. */
  places: z
    .array(z.object({ displays: z.array(z.string().max(256)).max(64).readonly(), windows: z.record(WindowName, Where) }))
    .max(MOST_ARRANGEMENTS),
});
/** It did not tell on which displays. */
const Version1 = z.object({
  version: z.literal(1),
  windows: z.array(Where.extend({ id: WindowName })).max(MOST_WINDOWS),
});
const Saved = z.discriminatedUnion('version', [Version1, Version2]);

/** A window and where it is to stand. */
export type SavedWindow = Place & { id: string };
/** A window as it is to be opened again, wherever that will be. */
export type KnownWindow = { id: string; alwaysOnTop: boolean };
/** The windows to open, in their order, and where they stood. */
export type Arrangement = { windows: readonly KnownWindow[]; places: readonly Remembered[] };

export const NO_WINDOWS: Arrangement = { windows: [], places: [] };
/** Windows at given places, on whatever displays there will be. */
export function arrangementOf(windows: readonly SavedWindow[]): Arrangement {
  const places = windows.map(({ id, bounds, state }): [string, Place] => [id, { bounds, state }]);
  return {
    windows: firsts(windows).map(({ id }) => ({ id, alwaysOnTop: false })),
    places: [{ displays: [], windows: Object.fromEntries(places.reverse()) }],
  };
}

/** Of two with one name the first is meant. */
function firsts<W extends { id: string }>(windows: readonly W[]): W[] {
  const seen = new Set<string>();
  return windows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Reads the windows to open. A file that cannot be read is kept aside, and said. */
export function loadArrangement(file: string, log: Log): Arrangement {
  const found = readJson(file, Saved);
  if (found.state === 'corrupt') log('warn', 'arrangement.corrupt', { keptAs: found.keptAs });
  if (found.state !== 'read') return NO_WINDOWS;
  const saved = found.value;
  if (saved.version === 1) return arrangementOf(saved.windows);
  return { windows: firsts(saved.windows), places: saved.places };
}

/** Writes them down. Where that cannot be done (a full disk), the windows stay as they are, and it is said in the log. */
export function saveArrangement(file: string, { windows, places }: Arrangement, log: Log): void {
  try {
    writeJson(file, { version: 2, windows: [...windows], places: [...places] } satisfies z.input<typeof Version2>);
  } catch (error) {
    log('error', 'arrangement.not-saved', { error });
  }
}
