/**
 * A process that opens the embedded PostgreSQL of a data folder, locks it as a server does, says so, and stays until it is
 * told to end: for tests of what other processes find then, and after it was killed.
 */
import { openDatabase } from '../store/database.ts';
import { lockServer } from '../store/server-lock.ts';
import { silent } from './log.ts';

const database = await openDatabase({ data: process.argv[2] ?? '', log: silent });
const lock = await lockServer(database, silent);
process.once('SIGTERM', async () => {
  await lock.release();
  await database.close();
});
process.stdout.write('open\n');
