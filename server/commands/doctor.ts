import { mkdir, statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { sql } from 'kysely';
import { MullionError } from '../../shared/errors.ts';
import { connectRedis } from '../cluster/redis.ts';
import { type Finding, verifyChannel } from '../log/verify.ts';
import { allChannels } from '../store/channels.ts';
import type { Database } from '../store/database.ts';
import { migrationState } from '../store/migrate.ts';
import { examples, type Place, terminalLog, withDatabase, withPlace } from './place.ts';

interface DoctorOptions extends Place {
  verify?: true;
  json?: true;
}

/** One thing that was looked at. */
interface Check {
  name: string;
  ok: boolean;
  /** What was seen, and if it is not in order what to do. */
  says: string;
}

interface Diagnosis {
  ok: boolean;
  checks: Check[];
  findings: Finding[];
}

const MIN_FREE_BYTES = 1024 ** 3;
const MAX_CLOCK_MS = 500;
const MIN_POSTGRES = 140_000;

export function register(program: Command): void {
  withPlace(program.command('doctor'))
    .description('Looks whether everything is in order: database, Redis, disk, clock, tables. Exit code 1 if something is not.')
    .option('--verify', 'check the chain of every channel, event by event')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', examples('doctor', 'doctor --verify', 'doctor --verify --json'))
    .action(doctor);
}

async function doctor(options: DoctorOptions): Promise<void> {
  const diagnosis = await withDatabase(options, (database) => diagnose(database, options));
  process.stdout.write(options.json ? `${JSON.stringify(diagnosis, undefined, 2)}\n` : textOf(diagnosis));
  if (!diagnosis.ok) process.exitCode = 1;
}

async function diagnose(database: Database, options: DoctorOptions): Promise<Diagnosis> {
  const checks = [
    { name: 'configuration', ok: true, says: configured(database) },
    await checkDatabase(database),
    await checkMigrations(database),
    ...(process.env.REDIS_URL ? [await checkRedis(process.env.REDIS_URL)] : []),
    await checkClock(database),
    ...(database.kind === 'embedded' ? [await checkDisk(options.data)] : []),
  ];
  const findings: Finding[] = [];
  if (options.verify) {
    const channels = await allChannels(database.queries);
    let events = 0;
    let erased = 0;
    for (const { id } of channels) {
      const verified = await verifyChannel(database.queries, id);
      events += verified.events;
      erased += verified.erased;
      findings.push(...verified.findings);
    }
    const seen = `${channels.length} channels, ${events} events, ${erased} erased`;
    const says =
      findings.length === 0 ? `whole: ${seen}` : `${findings.length} damaged places in ${seen}; restore them from a backup`;
    checks.push({ name: 'chains', ok: findings.length === 0, says });
  }
  return { ok: checks.every((check) => check.ok), checks, findings };
}

function configured(database: Database): string {
  return database.kind === 'embedded'
    ? `embedded PostgreSQL in ${database.place}`
    : `PostgreSQL of DATABASE_URL at ${database.place}`;
}

async function checkDatabase({ queries }: Database): Promise<Check> {
  const { rows } = await sql<{ number: string; version: string; fsync: string; commits: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as version,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`.execute(queries);
  const [server] = rows;
  if (!server) return { name: 'database', ok: false, says: 'does not say what it is' };
  const durable = server.fsync === 'on' && server.commits !== 'off';
  const recent = Number(server.number) >= MIN_POSTGRES;
  const trouble = [
    ...(recent ? [] : ['it is too old; PostgreSQL 14 or later is needed']),
    ...(durable ? [] : ['fsync or synchronous_commit is off, so acknowledged messages can be lost; switch them on']),
  ];
  return { name: 'database', ok: trouble.length === 0, says: [`PostgreSQL ${server.version}`, ...trouble].join('; ') };
}

async function checkRedis(url: string): Promise<Check> {
  try {
    const redis = await connectRedis(url, `mullion-doctor-${process.pid}`, terminalLog());
    const began = performance.now();
    await redis.ping();
    const tookMs = performance.now() - began;
    redis.destroy();
    return { name: 'Redis', ok: true, says: `answers in ${tookMs.toFixed(1)} ms` };
  } catch (error) {
    if (!(error instanceof MullionError)) throw error;
    return { name: 'Redis', ok: false, says: `${error.message}; gateways hear each other by the database only` };
  }
}

async function checkMigrations({ queries }: Database): Promise<Check> {
  const { done, pending } = await migrationState(queries);
  return { name: 'tables', ok: pending.length === 0, says: `${done.length} migrations done, ${pending.length} to come` };
}

async function checkClock({ queries }: Database): Promise<Check> {
  const before = Date.now();
  const { rows } = await sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(
    queries,
  );
  const after = Date.now();
  const now = rows[0]?.now ?? 0;
  const apart = now < before ? before - now : Math.max(0, now - after);
  const says = `${apart} ms from the database's`;
  return { name: 'clock', ok: apart <= MAX_CLOCK_MS, says: apart <= MAX_CLOCK_MS ? says : `${says}; synchronise both by NTP` };
}

async function checkDisk(data: string): Promise<Check> {
  await mkdir(data, { recursive: true });
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  const says = `${(free / 1024 ** 3).toFixed(1)} GiB free in ${data}`;
  return { name: 'disk', ok: free >= MIN_FREE_BYTES, says: free >= MIN_FREE_BYTES ? says : `${says}; make room` };
}

function textOf({ checks, findings }: Diagnosis): string {
  const lines = checks.map(({ name, ok, says }) => `${ok ? 'ok ' : 'BAD'}  ${name.padEnd(14)} ${says}`);
  for (const { channel, seq, id, what } of findings) {
    lines.push(`     channel ${channel}, event ${seq}${id === undefined ? '' : ` (${id})`}: ${what}`);
  }
  return `${lines.join('\n')}\n`;
}
