/**
 * `npm start`: bundle, server, sample conversations, desktop application. This file is the list of steps; Ctrl-C ends what
 * they have started, in order, and a second one at once. `npm run dev` is the same with `--watch`.
 */
import { resolve } from 'node:path';
import { toProblem } from '../shared/errors.ts';
import { openAddress } from './browser.ts';
import { bundle } from './bundle.ts';
import { Children, type Started } from './children.ts';
import { endOnSignals } from './ending.ts';
import { openDesktop } from './open-desktop.ts';
import { type Options, readOptions, usage } from './options.ts';
import { freePort, type Place, samplePerson, startBundler, startSample, startServer, ticketsFor, webAddress } from './product.ts';
import { Timings } from './timings.ts';

const timings = new Timings();
const children = new Children();

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else {
    endOnSignals(children);
    await start(options);
  }
} catch (error) {
  if (!children.stopping) {
    console.error(error instanceof Error && toProblem(error).code === 'internal' ? error : toProblem(error).message);
    await children.stop();
    process.exitCode = 1;
  }
}

async function start(options: Options): Promise<void> {
  const place: Place = { data: options.data === undefined ? undefined : resolve(options.data), watch: options.watch };
  const you = samplePerson();
  const [{ url, server }] = await Promise.all([
    freePort(options.port).then((port) => timings.time('server', startServer(children, place, port))),
    timings.time('bundle', bundle()),
  ]);
  if (options.port !== 0 && new URL(url).port !== String(options.port))
    console.log(`Port ${options.port} is in use; another one is taken.`);
  if (options.watch) startBundler(children);
  const { tickets, play } = await signIn(you.handle, place, url);
  const [forWindow = '', forWeb = ''] = tickets;

  const address = webAddress(url, forWeb);
  console.log(`\n  Mullion is running; you are ${you.name}.\n`);
  console.log(`  Web edition   ${address}`);
  console.log('                (the ticket in it signs in once, within ten minutes)');
  const desktop = options.desktop ? await showDesktop(url, forWindow, place, address) : null;
  play();
  console.log('\n  Ctrl-C ends it.\n');
  if (options.timings) console.log(timings.table());
  await untilOver(server, desktop);
}

/**
 * Tickets for the window and the web edition. At the first start nobody is there to sign in before the sample conversations are
 * loaded; later they go on (`play`) when the window is there, and do not take its start the processor.
 */
async function signIn(handle: string, place: Place, url: string): Promise<{ tickets: string[]; play: () => void }> {
  const tickets = () => timings.time('tickets', ticketsFor(handle, 2, place));
  const sample = () => timings.time('sample conversations', startSample(children, place, url));
  const known = await tickets().catch(() => null);
  if (known === null) {
    await sample();
    return { tickets: await tickets(), play: () => undefined };
  }
  const play = () => {
    sample().catch((error: unknown) => {
      if (!children.stopping) console.error(toProblem(error).message);
    });
  };
  return { tickets: known, play };
}

/** Opens the desktop application; where that cannot be, says why and opens the web edition instead. */
async function showDesktop(url: string, ticket: string, place: Place, address: string): Promise<Started | null> {
  const opened = await openDesktop(children, timings, { url, ticket, data: place.data });
  if (opened.open) {
    console.log(`  Desktop       open${opened.note}`);
    return opened.desktop;
  }
  console.log(`  Desktop       ${opened.why}`);
  if (await openAddress(address)) console.log('                The web edition has been opened in your browser.');
  return null;
}

/** Waits for the person to close the application, or for the server to fail. Without a window, until Ctrl-C. */
async function untilOver(server: Started, desktop: Started | null): Promise<void> {
  const over = await Promise.race([
    server.ended.then(({ code }) => ({ who: 'server', code })),
    ...(desktop === null ? [] : [desktop.ended.then(({ code }) => ({ who: 'desktop', code }))]),
  ]);
  if (children.stopping) return;
  if (over.who === 'server') {
    console.error(`The server has ended with ${over.code}; its log is in .cache/logs.`);
    process.exitCode = 1;
  } else console.log('The application was closed; ending the server.');
  await children.stop();
}
