import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileFor } from './scheme.ts';

const root = '/app/dist/renderer';

describe('app:// serves the pages and nothing else', () => {
  test('a page, a script, a style and a font have their type', () => {
    expect(fileFor('app://mullion/index.html', root)).toEqual({ path: `${root}/index.html`, type: 'text/html; charset=utf-8' });
    expect(fileFor('app://mullion/assets/a-1.js?x#y', root)?.type).toBe('text/javascript; charset=utf-8');
    expect(fileFor('app://mullion/assets/a.css', root)?.type).toBe('text/css; charset=utf-8');
    expect(fileFor('app://mullion/assets/Inter%20Var.woff2', root)).toEqual({
      path: `${root}/assets/Inter Var.woff2`,
      type: 'font/woff2',
    });
  });

  test.each([
    'app://mullion/../main.js',
    'app://mullion/%2e%2e/%2e%2e/package.json',
    'app://mullion/..%2f..%2fpackage.json',
    'app://mullion/assets/..%5c..%5c..%5cpackage.json',
    'app://mullion/%00.html',
    'app://mullion/%ff.html',
    'app://mullion/',
    'app://mullion/assets',
    'app://mullion/etc/passwd',
    'app://other/index.html',
    'file:///app/dist/renderer/index.html',
    'nonsense',
  ])('%s is not served from outside', (url) => {
    const file = fileFor(url, root);
    expect(file === null || file.path.startsWith(root + sep)).toBe(true);
    if (file) expect(file.path).not.toContain('..');
  });

  test('no path leads out', () => {
    const step = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', 'a', 'assets', '%00', 'x.js', '%252e%252e', '\\');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const file = fileFor(`app://mullion/${steps.join('/')}.js`, root);
        expect(file === null || file.path.startsWith(root + sep)).toBe(true);
      }),
    );
  });
});
