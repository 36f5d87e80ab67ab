import { expect, test } from 'vitest';
import { contentSecurityPolicy, serverOrigins } from './csp.ts';
import { MullionError } from './errors.ts';

test('a server is reached by its own origin and its own socket, and nothing behind them counts', () => {
  expect(serverOrigins('http://127.0.0.1:7420')).toEqual(['http://127.0.0.1:7420', 'ws://127.0.0.1:7420']);
  expect(serverOrigins('https://chat.example.com/path?x')).toEqual(['https://chat.example.com', 'wss://chat.example.com']);
});

test('the policy names our files and that server only, and lets no inline script run', () => {
  const policy = contentSecurityPolicy('https://chat.example.com');
  expect(policy).toContain("connect-src 'self' https://chat.example.com wss://chat.example.com;");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
});

test.each(['', 'chat', 'ftp://a', "https://; script-src 'unsafe-inline'"])('%j makes no policy', (address) => {
  expect(() => contentSecurityPolicy(address)).toThrow(MullionError);
});
