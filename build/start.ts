/**
 * `npm start`: bundle, server, sample conversations, desktop application. This file is the list of steps; Ctrl-C ends what
 * they have started, in order, and a second one at once.
 */
import { resolve } from 'node:path';
import { toProblem } from '../shared/errors.ts';
import { openAddress } from './browser.ts';
import { bundle } from './bundle.ts';
import { Children, type Started } from './children.ts';
import { fetchRuntime, findRuntime, inspect, obstacle, sandboxFlags } from './electron-runtime.ts';
import { type Options, readOptions, usage } from './options.ts';
import { freePort, type Place, samplePerson, startDesktop, startSample, startServer, ticketFor, webAddress } from './product.ts';
import { Timings } from './timings.ts';

const timings = new Timings();
const children = new Children();

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else {
    endOnSignals();
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
  const place: Place = { data: options.data === undefined ? undefined : resolve(options.data), node: [] };
  const you = samplePerson();
  const [{ url, server }] = await Promise.all([
    freePort(options.port).then((port) => timings.time('server', startServer(children, place, port))),
    timings.time('bundle', bundle()),
  ]);
  if (options.port !== 0 && new URL(url).port !== String(options.port))
    console.log(`Port ${options.port} is in use; another one is taken.`);
  await timings.time('sample conversations', startSample(children, place, url));
  const [forWindow, forWeb] = await timings.time(
    'tickets',
    Promise.all([ticketFor(you.handle, place), ticketFor(you.handle, place)]),
  );

  const address = webAddress(url, forWeb);
  console.log(`\n  Mullion is running; you are ${you.name}.\n`);
  console.log(`  Web edition   ${address}`);
  console.log('                (the ticket in it signs in once, within ten minutes)');
  const opened = options.desktop ? await openDesktop(url, forWindow, place) : 'The desktop application is not opened (--web).';
  if (typeof opened === 'string') {
    console.log(`  Desktop       ${opened}`);
    if (options.desktop && (await openAddress(address)))
      console.log('                The web edition has been opened in your browser.');
  }
  console.log('\n  Ctrl-C ends it.\n');
  if (options.timings) console.log(timings.table());
  await untilOver(server, typeof opened === 'string' ? null : opened);
}

/** Opens the desktop application, or answers in one sentence what stands in its way. */
async function openDesktop(url: string, ticket: string, place: Place): Promise<Started | string> {
  if (findRuntime() === null) {
    console.log("  Desktop       fetching Electron's runtime, the first time only …");
    const why = await timings.time('Electron runtime', fetchRuntime());
    if (why !== null) return why;
  }
  const binary = findRuntime();
  if (binary === null) return "Electron's runtime is not there; 'npm ci' brings it.";
  const machine = await inspect(binary);
  const inTheWay = obstacle(machine);
  if (inTheWay !== null) return inTheWay;
  const flags = sandboxFlags(machine);
  const shown = Promise.withResolvers<'shown'>();
  const begun = performance.now();
  const desktop = startDesktop(children, {
    binary,
    flags,
    url,
    ticket,
    data: place.data,
    onLine: (line) => {
      if (line.startsWith('{"shown":')) shown.resolve('shown');
    },
  });
  const first = await Promise.race([shown.promise, desktop.ended]);
  if (first !== 'shown')
    return `Electron ended with ${first.code}${first.last.length === 0 ? '' : ` (${first.last.at(-1)?.trim()})`}; its log is in .cache/logs.`;
  timings.note('desktop window', performance.now() - begun);
  const unsafe = flags.length === 0 ? '' : " (without Chromium's sandbox, which does not run as root)";
  console.log(`  Desktop       open${unsafe}`);
  return desktop;
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

function endOnSignals(): void {
  let askedAt: number | null = null;
  const end = () => {
    const now = performance.now();
    // One Ctrl-C can arrive twice: from the terminal, and passed on by npm.
    if (askedAt !== null && now - askedAt < 500) return;
    if (askedAt !== null) {
      children.kill();
      process.exit(130);
    }
    askedAt = now;
    console.log('\nEnding … (Ctrl-C again ends at once)');
    void children.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}
