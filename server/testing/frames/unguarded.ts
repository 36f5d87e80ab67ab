/**
 * The server with one guard less, to show that its absence is found out: as its module is loaded, the guard's words are replaced.
 * Takes the guard's name after the options of `fuzz/served.ts`.
 */
import { registerHooks } from 'node:module';
import { guards } from './guards.ts';

const guard = guards[process.argv[3] ?? ''];
if (!guard) throw new Error(`There is no guard ${process.argv[3]}.`);
const { file, from, to } = guard;
let isGone = false;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(file)) return loaded;
    const source = String(loaded.source);
    if (!source.includes(from)) throw new Error(`The guard is not there any more: ${from}`);
    isGone = true;
    return { ...loaded, source: source.replace(from, to) };
  },
});

await import('../fuzz/served.ts');
if (!isGone) throw new Error(`${file} was not loaded.`);
