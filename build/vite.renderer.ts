/**
 * How the pages are bundled. Every `renderer/*.html` is a page. The engine's worker is one file that all pages name by the
 * same address: a page that named another would get an engine of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { z } from '../shared/schema.ts';

/** Chromium of the oldest Electron that the product runs on. */
const TARGET = 'chrome130';

export function rendererConfig(root: string, outDir: string): InlineConfig {
  const folder = join(root, 'renderer');
  const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return {
    root: folder,
    // Relative, so that the same files serve `app://mullion/` and any address of the web edition.
    base: './',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [react()],
    define: { __MULLION_VERSION__: JSON.stringify(version) },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: TARGET,
      sourcemap: true,
      // An inlined asset is a `data:` address, which the content security policy refuses for all but images.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: Object.fromEntries(pages.map((page) => [basename(page, '.html'), join(folder, page)])) },
    },
  };
}
