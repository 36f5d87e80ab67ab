import { expect, test } from 'vitest';
import { withSection } from './document.ts';

test('a section takes the place of the one with its title, and leaves the others alone', () => {
  const first = withSection(withSection(null, '## One\n\nbefore\n'), '## Two\n\nkept\n');
  const second = withSection(first, '## One\n\nafterwards\n');
  expect(second).toBe(first.replace('before', 'afterwards'));
  expect(withSection(second, '## One\n\nafterwards\n')).toBe(second);
});
