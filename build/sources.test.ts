import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesOf, hashOf } from './sources.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sources-'));
  mkdirSync(join(root, 'shared', 'deep'), { recursive: true });
  writeFileSync(join(root, 'shared/a.ts'), 'a');
  writeFileSync(join(root, 'shared/deep/b.ts'), 'b');
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

const parts = ['shared', 'package.json', 'not-there'];

test('sources are files and all that lies in folders, in one order', () => {
  expect(filesOf(root, parts)).toEqual(['package.json', 'shared/a.ts', 'shared/deep/b.ts'].map((file) => join(root, file)));
});

test('a changed, a new and a moved file need another build', () => {
  const before = hashOf(root, parts);
  expect(hashOf(root, parts)).toBe(before);
  writeFileSync(join(root, 'shared/a.ts'), 'a2');
  const changed = hashOf(root, parts);
  writeFileSync(join(root, 'shared/c.ts'), '');
  const added = hashOf(root, parts);
  expect(new Set([before, changed, added]).size).toBe(3);
});

test('tests are in no bundle, so they need none', () => {
  const before = hashOf(root, parts);
  writeFileSync(join(root, 'shared/a.test.ts'), 'test');
  expect(hashOf(root, parts)).toBe(before);
});
