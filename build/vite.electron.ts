/**
 * How the main process and the preload script are bundled: each into one file that needs nothing but Electron itself. The
 * preload script is CommonJS because a sandboxed page can load no other.
 */
import { join } from 'node:path';
import type { InlineConfig } from 'vite';

type Entry = { source: string; file: string; format: 'es' | 'cjs' };

const entries: Entry[] = [
  { source: 'electron/main.ts', file: 'main.js', format: 'es' },
  { source: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' },
];

export function electronConfigs(root: string, outDir: string): InlineConfig[] {
  return entries.map(({ source, file, format }) => ({
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
      rolldownOptions: { external: ['electron'], output: { format, entryFileNames: file } },
    },
  }));
}
