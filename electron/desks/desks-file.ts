/** All desks, as they were when the application ended: `windows.json`. */
import { Arrangement, Desk, DeskId, MOST_DESKS, MOST_WINDOWS, Place } from '../../shared/desks.ts';
import { FIRST_WINDOW, WindowName } from '../../shared/layout.ts';
import { z } from '../../shared/schema.ts';
import { readJson, writeJson } from '../json-file.ts';
import type { Log } from '../log.ts';
import { arrangementOf, firsts, NO_WINDOWS, newWindowName } from '../windows/arrangement.ts';
import { type Desks, oneDesk } from './desks.ts';

const Version3 = z.object({
  version: z.literal(3),
  current: DeskId,
  desks: z.array(Desk).min(1).max(MOST_DESKS),
});
/** There was one desk, without a name. */
const Version2 = Arrangement.extend({ version: z.literal(2) });
/** It did not tell on which displays. */
const Version1 = z.object({
  version: z.literal(1),
  windows: z.array(Place.extend({ id: WindowName })).max(MOST_WINDOWS),
});
const Saved = z.discriminatedUnion('version', [Version1, Version2, Version3]);

/** Reads the desks. A file that cannot be read is kept aside, and said. */
export function loadDesks(file: string, log: Log): Desks {
  const found = readJson(file, Saved);
  if (found.state === 'corrupt') log('warn', 'arrangement.corrupt', { keptAs: found.keptAs });
  if (found.state !== 'read') return mended(oneDesk(NO_WINDOWS));
  const saved = found.value;
  if (saved.version === 1) return mended(oneDesk(arrangementOf(saved.windows)));
  if (saved.version === 2) return mended(oneDesk({ windows: saved.windows, places: saved.places }));
  return mended(saved);
}

/** Writes them down. Where that cannot be done (a full disk), the windows stay as they are, and it is said in the log. */
export function saveDesks(file: string, { current, desks }: Desks, log: Log): void {
  try {
    writeJson(file, { version: 3, current, desks: [...desks] } satisfies z.input<typeof Version3>);
  } catch (error) {
    log('error', 'arrangement.not-saved', { error });
  }
}

/** Of two with one name the first is meant, also over desks; a desk has a window, and one of the desks is shown. */
function mended({ current, desks }: Desks): Desks {
  const taken = new Set<string>();
  const own = firsts(desks).map((desk) => {
    const windows = firsts(desk.windows).filter(({ id }) => !taken.has(id));
    if (windows.length === 0) windows.push({ id: taken.has(FIRST_WINDOW) ? newWindowName() : FIRST_WINDOW, alwaysOnTop: false });
    for (const { id } of windows) taken.add(id);
    return { ...desk, windows };
  });
  const shown = own.find(({ id }) => id === current) ?? own[0];
  return { current: shown?.id ?? current, desks: own };
}
