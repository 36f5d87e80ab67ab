import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { MullionError } from '../../shared/errors.ts';
import { alone, openCluster } from '../cluster/open.ts';
import { createGateway } from '../gateway.ts';
import { createEventLog } from '../log/create-event-log.ts';
import { openDatabase } from '../store/database.ts';
import { lockServer } from '../store/server-lock.ts';
import { examples, type Place, terminalLog, withPlace } from './place.ts';
import { stopSignal } from './stop-signal.ts';

interface ServeOptions extends Place {
  port: number;
  host: string;
  web: string;
  origin: string[];
  trustProxy?: true;
}

export function register(program: Command): void {
  withPlace(program.command('serve'))
    .description('Runs the server until it is told to stop (SIGINT or SIGTERM).')
    .option('--port <port>', 'port to listen on; 0 takes a free one', parsePort, 7420)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--web <dir>', "folder of the web edition's files", join(import.meta.dirname, '..', '..', 'dist', 'renderer'))
    .option('--origin <origin>', 'a web origin that may talk to this server (can be given again)', collectOrigin, [])
    .option('--trust-proxy', 'believe X-Forwarded-For and X-Forwarded-Proto: only behind a proxy that sets them')
    .addHelpText(
      'after',
      `${examples('serve', 'serve --port 0 --data /tmp/try', 'serve --host 0.0.0.0 --origin https://chat.example.com --trust-proxy')}
With REDIS_URL, servers on one DATABASE_URL hear each other through that Redis.
Once it can be reached it prints one line of JSON on standard output: {"listening":"http://127.0.0.1:7420"}\n`,
    )
    .action(serve);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function collectOrigin(text: string, known: string[]): string[] {
  if (!URL.canParse(text) || new URL(text).origin === 'null') {
    throw new InvalidArgumentError('An origin is a scheme and a host, as in https://chat.example.com.');
  }
  return [...known, new URL(text).origin];
}

async function serve(options: ServeOptions): Promise<void> {
  const log = terminalLog();
  // What has been opened is closed in the opposite order, however this ends.
  await using opened = new AsyncDisposableStack();
  const url = process.env.DATABASE_URL || undefined;
  const database = opened.adopt(await openDatabase({ url, data: options.data, log }), (open) => open.close());
  opened.adopt(await lockServer(database, log), (lock) => lock.release());
  const redis = process.env.REDIS_URL;
  const shared = opened.adopt(redis ? await openCluster(redis, database, log) : alone, (open) => open.close());
  const events = opened.adopt(await createEventLog(database, { log, bus: shared.bus }), (open) => open.close());
  const gateway = opened.adopt(
    await createGateway({
      database,
      events,
      shared,
      tenant: options.tenant,
      log,
      web: options.web,
      origins: options.origin,
      trustProxy: options.trustProxy ?? false,
      processMetrics: true,
    }),
    (open) => open.close(),
  );
  const stopped = stopSignal();
  const listening = await gateway.listen(options.host, options.port).catch((error: unknown) => {
    throw cannotListen(error, options);
  });
  process.stdout.write(`${JSON.stringify({ listening })}\n`);
  log.info(`${await stopped}: finishing what is under way.`);
}

function cannotListen(error: unknown, { host, port }: ServeOptions): MullionError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why = code === 'EADDRINUSE' ? 'something else listens there' : String(code ?? error);
  return new MullionError('unavailable', `Cannot listen on ${host}, port ${port}: ${why}. Choose another with --port.`, {
    cause: error,
  });
}
