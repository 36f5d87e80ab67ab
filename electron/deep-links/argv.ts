/** What of a command line is a link, and what is an option of whoever started the application. Pure. */
import { isDeepLink } from '../../shared/deep-links.ts';

/** Most links that are taken from one command line. */
export const MOST_LINKS = 8;

/** The links of a command line, read or not, in their order. */
export function linksIn(argv: readonly string[]): string[] {
  return argv.filter(isDeepLink).slice(0, MOST_LINKS);
}

/**
 * The part of a command line that may hold options: what stands before the first link. A link comes from anywhere, and on some
 * systems what it is written with can run over into further arguments; those of the person or the installer stand before it.
 */
export function optionsIn(argv: readonly string[]): readonly string[] {
  const first = argv.findIndex(isDeepLink);
  return first < 0 ? argv : argv.slice(0, first);
}
