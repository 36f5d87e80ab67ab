import { expect, test } from 'vitest';
import { spanOf } from './span.ts';

test.each([
  [{ width: 2560, height: 1440 }, 'free', 'wide'],
  [{ width: 560, height: 700 }, 'free', 'wide'],
  [{ width: 559, height: 700 }, 'free', 'narrow'],
  [{ width: 280, height: 1440 }, 'docked-left', 'narrow'],
  [{ width: 800, height: 1000 }, 'docked-right', 'wide'],
  [{ width: 1600, height: 200 }, 'free', 'wide'],
  [{ width: 240, height: 180 }, 'free', 'mini'],
  [{ width: 240, height: 180 }, 'mini', 'mini'],
  [{ width: 900, height: 700 }, 'mini', 'mini'],
] as const)('a window of %j that is %s is %s', (size, form, span) => {
  expect(spanOf(size, form)).toBe(span);
});
