import { describe, expect, it } from 'vitest';
import { isAllowedOrigin } from './origins.ts';

describe('web pages that may talk to the server', () => {
  const list = new Set(['https://chat.example.com']);

  it.each([
    [undefined, '127.0.0.1:7420'],
    ['app://mullion', '127.0.0.1:7420'],
    ['http://127.0.0.1:7420', '127.0.0.1:7420'],
    ['http://localhost:9000', 'localhost:9000'],
    ['https://chat.example.com', 'chat.example.com'],
  ])('include %s at %s', (origin, host) => {
    expect(isAllowedOrigin(origin, host, list)).toBe(true);
  });

  it.each([
    ['null', '127.0.0.1:7420'],
    ['http://127.0.0.1:8080', '127.0.0.1:7420'],
    ['http://evil.example:7420', 'evil.example:7420'],
    ['https://chat.example.com.evil.example', 'chat.example.com'],
    ['app://other', '127.0.0.1:7420'],
    ['nonsense', 'nonsense'],
  ])('do not include %s at %s', (origin, host) => {
    expect(isAllowedOrigin(origin, host, list)).toBe(false);
  });
});
