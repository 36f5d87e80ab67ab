/** Which windows there are and where: as it was when the application ended, and as it is now. */
import { z } from '../../shared/schema.ts';
import { readJson, writeJson } from '../json-file.ts';
import type { Log } from '../log.ts';

const Pixels = z.int().min(-1_000_000).max(1_000_000);
const Size = z.int().min(1).max(100_000);

export const SavedWindow = z.object({
  /** Its layout and drafts hang on this name. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  bounds: z.object({ x: Pixels, y: Pixels, width: Size, height: Size }),
  state: z.enum(['normal', 'maximized', 'fullscreen']),
});
export type SavedWindow = z.infer<typeof SavedWindow>;

export const Arrangement = z.object({ version: z.literal(1), windows: z.array(SavedWindow).max(64) });
export type Arrangement = z.infer<typeof Arrangement>;

/** The window that a fresh installation opens; its name is stable, so that its layout can be prepared. */
export const FIRST_WINDOW = 'main';

/** Reads the windows to open. A file that cannot be read is kept aside, and said. */
export function loadArrangement(file: string, log: Log): SavedWindow[] {
  const found = readJson(file, Arrangement);
  if (found.state === 'corrupt') log('warn', 'arrangement.corrupt', { keptAs: found.keptAs });
  if (found.state !== 'read') return [];
  const seen = new Set<string>();
  return found.value.windows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Writes them down. Where that cannot be done (a full disk), the windows stay as they are, and it is said in the log. */
export function saveArrangement(file: string, windows: SavedWindow[], log: Log): void {
  try {
    writeJson(file, { version: 1, windows } satisfies Arrangement);
  } catch (error) {
    log('error', 'arrangement.not-saved', { error });
  }
}
