/**
 * How the main process and the preload script are bundled: each into one file that needs nothing but Electron itself. Both are
 * CommonJS: a sandboxed page can load no other preload script, and a main script that is loaded at once has declared its
 * scheme before the application is ready, whatever loads it.
 */
import { join } from 'node:path';
import type { InlineConfig } from 'vite';

const entries = [
  { source: 'electron/main.ts', file: 'main.cjs' },
  { source: 'electron/preload.ts', file: 'preload.cjs' },
];

export function electronConfigs(root: string, outDir: string): InlineConfig[] {
  return entries.map(({ source, file }) => ({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
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
