/**
 * Links that the system hands to the application: on the command line (Linux and Windows; of a second start too) or by an event
 * (macOS). They are read strictly (shared/deep-links.ts), and all that comes of one is that a window shows something.
 */
import type { App } from 'electron';
import { LINK_SCHEME, parseDeepLink } from '../../shared/deep-links.ts';
import type { Reveal } from '../../shared/reveal.ts';
import type { Log } from '../log.ts';
import { linksIn, MOST_LINKS } from './argv.ts';

export type DeepLinks = {
  /** From now on links are shown; those that have come before are too. */
  begin(parts: { argv: readonly string[]; reveal: (reveal: Reveal) => void; log: Log }): void;
  /** Shows the links of a second start's command line, and heeds nothing else there. Answers whether there were any. */
  take(argv: readonly string[]): boolean;
};

/** Listens at once: the system may hand over a link before the application is ready. */
export function gatherDeepLinks(app: App): DeepLinks {
  let early: string[] = [];
  let open = (text: string): void => {
    if (early.length < MOST_LINKS) early.push(text);
  };
  const take = (texts: readonly string[]): boolean => {
    for (const text of texts) open(text);
    return texts.length > 0;
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open(url);
  });
  return {
    begin({ argv, reveal, log }) {
      if (app.isPackaged) claimScheme(app);
      open = (text) => reveal(revealOf(text, log));
      take(early);
      early = [];
      take(linksIn(argv));
    },
    take: (argv) => take(linksIn(argv)),
  };
}

/** What a link asks for. Its content is not logged: it names people and channels. */
function revealOf(text: string, log: Log): Reveal {
  const parsed = parseDeepLink(text);
  if (parsed.ok) {
    log('info', 'deep-link', { to: parsed.link.to });
    return parsed.link;
  }
  log('warn', 'deep-link.refused', { fault: parsed.fault, length: text.length });
  return { to: 'nothing', fault: parsed.fault };
}

/** Links of ours are this application's. On Windows `--` ends the options: what a link is written with cannot become one. */
function claimScheme(app: App): void {
  if (process.platform === 'win32') app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, ['--']);
  else app.setAsDefaultProtocolClient(LINK_SCHEME);
}
