import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('without arguments the desktop application opens on the usual port and folder', () => {
  expect(readOptions([])).toEqual({ data: undefined, port: 7420, desktop: true, timings: false, watch: false, help: false });
});

test('every option is understood', () => {
  expect(readOptions(['--data', '/tmp/desk', '--port', '0', '--web', '--timings', '--watch'])).toEqual({
    data: '/tmp/desk',
    port: 0,
    desktop: false,
    timings: true,
    watch: true,
    help: false,
  });
});

test.each([[['--colour']], [['--port', 'seven']], [['--port', '70000']], [['--data']], [['stray']]])(
  '%j is refused with one sentence',
  (args) => {
    expect(() => readOptions(args)).toThrow(/^[^\n]+\.$/);
  },
);
