/**
 * How the main process and the preload script are bundled: each into one file that needs nothing but Electron itself, and the thread
 * that spells with its dictionaries. All are
 * CommonJS: a sandboxed page can load no other preload script, and a main script that is loaded at once has declared its
 * scheme before the application is ready, whatever loads it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

const entries = [
  { source: 'electron/main.ts', file: 'main.cjs' },
  { source: 'electron/preload.ts', file: 'preload.cjs' },
  { source: 'electron/spelling/spelling-thread.ts', file: 'spelling.cjs' },
];

/** Package of each dictionary, by the name that settings have for it. */
const dictionaries = { 'en-US': 'dictionary-en', 'en-GB': 'dictionary-en-gb' };

/** Puts the dictionaries beside the bundle, with their licences. */
function withDictionaries(root: string): Plugin {
  return {
    name: 'dictionaries',
    generateBundle() {
      for (const [name, from] of Object.entries(dictionaries)) {
        const add = (file: string, as: string): void => {
          const source = readFileSync(join(root, 'node_modules', from, file));
          this.emitFile({ type: 'asset', fileName: `dictionaries/${name}.${as}`, source });
        };
        add('index.aff', 'aff');
        add('index.dic', 'dic');
        add('license', 'license.txt');
      }
    },
  };
}

export function electronConfigs(root: string, outDir: string): InlineConfig[] {
  return entries.map(({ source, file }) => ({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: file === 'spelling.cjs' ? [withDictionaries(root)] : [],
    ssr: { noExternal: true, target: 'node' },
    build: {
      outDir,
      emptyOutDir: false,
      ssr: join(root, source),
      target: 'node20',
      sourcemap: true,
      minify: false,
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: file } },
    },
  }));
}
