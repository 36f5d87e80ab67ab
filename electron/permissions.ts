/** What a page may be permitted that it would otherwise have to ask a person for. */
import { isOwn } from './pages.ts';

/**
 * Keeping local history from being the first thing that Chromium deletes when the disk is full; and putting text onto the clipboard
 * when a person has asked for it, though not reading it. Neither gives a page anything else.
 */
const GRANTED: readonly string[] = ['persistent-storage', 'clipboard-sanitized-write'];

/** Whether what runs at this address, a page or the engine's worker, is permitted this. All that is not named is refused. */
export function isGranted(permission: string, address: string): boolean {
  return GRANTED.includes(permission) && isOwn(address);
}
