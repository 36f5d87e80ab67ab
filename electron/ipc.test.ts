import { describe, expect, test } from 'vitest';
import { desktopCalls } from '../shared/desktop-api.ts';
import { MullionError } from '../shared/errors.ts';
import { admit, callerOf } from './ipc.ts';

/** The code that something is refused with. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof MullionError) return error.code;
    throw error;
  }
  return 'not refused';
}

describe('who calls', () => {
  test('is told by the address of a top frame', () => {
    expect(callerOf({ url: 'app://mullion/index.html#x', parent: null })).toBe('window');
    expect(callerOf({ url: 'app://mullion/anchor.html', parent: null })).toBe('anchor');
  });

  test.each([
    ['a frame inside a page of ours', { url: 'app://mullion/index.html', parent: {} }],
    ['another host of the scheme', { url: 'app://evil/index.html', parent: null }],
    ['another page of the scheme', { url: 'app://mullion/demo.html', parent: null }],
    ['a page of the web', { url: 'https://mullion/index.html', parent: null }],
    ['a blank page', { url: 'about:blank', parent: null }],
    ['a frame that is gone', null],
  ])('%s is nobody', (_who, frame) => expect(callerOf(frame)).toBeNull());
});

describe('a call', () => {
  test('passes with its checked input, without what its schema does not know', () => {
    expect(admit('window', 'openLink', { url: 'https://example.com/', extra: 1 })).toEqual({
      name: 'openLink',
      input: { url: 'https://example.com/' },
    });
  });

  test('is refused to nobody, and to a page whose call it is not', () => {
    for (const name of Object.keys(desktopCalls)) expect(refusal(() => admit(null, name, {}))).toBe('not-allowed');
    expect(refusal(() => admit('window', 'loadSecret', { server: 'http://a' }))).toBe('not-allowed');
    expect(refusal(() => admit('window', 'engineReady', { epoch: 'x' }))).toBe('not-allowed');
    expect(refusal(() => admit('anchor', 'openWindow', {}))).toBe('not-allowed');
  });

  test.each([['nope'], ['constructor'], ['__proto__'], [undefined], [{}], [42]])('named %j is refused', (name) => {
    expect(refusal(() => admit('window', name, {}))).toBe('bad-request');
  });

  test.each([
    ['openLink', undefined],
    ['openLink', { url: 'javascript:alert(1)' }],
    ['openLink', { url: 'file:///etc/passwd' }],
    ['openLink', { url: `https://example.com/${'x'.repeat(3000)}` }],
    ['info', 'text'],
  ])('%s with the input %j is refused', (name, input) => {
    expect(refusal(() => admit('window', name, input))).toBe('bad-request');
  });
});
