/**
 * The server under fuzzing, as a process of its own: what kills it is seen as its end, and it has a core to itself. Takes its
 * options as one JSON argument, says its address to its parent, and ends with it. Its limits can be raised, which the command
 * line rightly does not offer.
 */
import { startServer } from '../server.ts';
import { ServedOptions } from './serving.ts';

const { limits, ...options } = ServedOptions.parse(JSON.parse(process.argv[2] ?? '{}'));
const server = await startServer({ ...options, ...limits });
process.once('disconnect', () => void server.stop());
process.send?.({ url: server.url });
