/**
 * Bundles the product into `dist/`: the pages (`dist/renderer`, for the desktop application and the web edition alike) and
 * the desktop application's own code (`dist/electron`). What has not changed since the last build is left as it is.
 *
 *   node build/bundle.ts            once
 *   node build/bundle.ts --watch    and again after every change
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, watch as watchFolder, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { z } from '../shared/schema.ts';
import { hashOf } from './sources.ts';
import { electronConfigs } from './vite.electron.ts';
import { rendererConfig } from './vite.renderer.ts';

type Part = 'renderer' | 'electron';

const parts: readonly Part[] = ['renderer', 'electron'];
const always = ['shared', 'build/bundle.ts', 'build/sources.ts', 'package.json', 'package-lock.json'];
const sources: Record<Part, readonly string[]> = {
  renderer: [...always, 'renderer', 'build/vite.renderer.ts'],
  electron: [...always, 'electron', 'build/vite.electron.ts'],
};

const Stamps = z.object({ renderer: z.string().optional(), electron: z.string().optional() });
type Stamps = z.infer<typeof Stamps>;

export type BundleOptions = {
  /** The repository; by default the one that this file belongs to. */
  root?: string;
  /** Only these parts. */
  only?: readonly Part[];
};

/** Brings `dist/` up to date, and answers which parts were built anew. A part that cannot be built leaves its last build in place. */
export async function bundle(options: BundleOptions = {}): Promise<Part[]> {
  const root = options.root ?? join(import.meta.dirname, '..');
  const built: Part[] = [];
  for (const part of options.only ?? parts) {
    const hash = hashOf(root, sources[part]);
    if (readStamps(root)[part] === hash && existsSync(join(root, 'dist', part))) continue;
    await buildPart(root, part);
    writeStamps(root, { ...readStamps(root), [part]: hash });
    built.push(part);
  }
  return built;
}

/**
 * Bundles now and after every change, until the signal is aborted. `told` hears of each build: the parts, or why it failed
 * (the next change tries again).
 */
export async function watch(
  told: (outcome: { built: Part[] } | { failed: unknown }) => void,
  options: BundleOptions & { signal: AbortSignal },
): Promise<void> {
  const root = options.root ?? join(import.meta.dirname, '..');
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      try {
        const built = await bundle(options);
        if (built.length > 0) told({ built });
      } catch (failed) {
        told({ failed });
      }
    } while (again && !options.signal.aborted);
    running = false;
  };
  // An editor's one save is several events: they are gathered for a moment.
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, 100);
  };
  options.signal.addEventListener('abort', () => clearTimeout(timer));
  for (const folder of ['shared', 'renderer', 'electron'])
    watchFolder(join(root, folder), { recursive: true, signal: options.signal }, changed);
  await run();
}

/** Builds beside the last build and puts the new one in its place at the end, so that nobody reads a half-written one. */
async function buildPart(root: string, part: Part): Promise<void> {
  const outDir = join(root, 'dist', part);
  const fresh = join(root, 'dist', `.${part}-${process.pid}`);
  try {
    const configs = part === 'renderer' ? [rendererConfig(root, fresh)] : electronConfigs(root, fresh);
    for (const config of configs) await build(config);
    rmSync(outDir, { recursive: true, force: true });
    renameSync(fresh, outDir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The hashes of what lies in `dist/`; unknown (so: build) where the file is missing or not ours. */
function readStamps(root: string): Stamps {
  try {
    return Stamps.parse(JSON.parse(readFileSync(join(root, 'dist/.stamp'), 'utf8')));
  } catch {
    return {};
  }
}

function writeStamps(root: string, stamps: Stamps): void {
  const file = join(root, 'dist/.stamp');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stamps, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = performance.now();
  const say = (built: Part[]): void => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      built.length > 0 ? `Bundled ${built.join(' and ')} in ${seconds} s.` : 'Nothing has changed since the last build.',
    );
  };
  if (process.argv.includes('--watch')) {
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    await watch(
      (outcome) => {
        if ('built' in outcome) console.log(`Bundled ${outcome.built.join(' and ')}.`);
        else console.error('Not bundled:', outcome.failed);
      },
      { signal: stop.signal },
    );
  } else {
    say(await bundle());
  }
}
