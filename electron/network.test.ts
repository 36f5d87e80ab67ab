import { describe, expect, test } from 'vitest';
import { mayContact } from './network.ts';

const server = 'https://chat.example.com:8443';

describe('J6 nothing is contacted but our own files and our server', () => {
  test.each([
    'app://mullion/index.html',
    'https://chat.example.com:8443/api/sign-in',
    'wss://chat.example.com:8443/socket.io/?x=1',
  ])('%s may be contacted', (url) => expect(mayContact(url, server)).toBe(true));

  test.each([
    'https://chat.example.com/',
    'http://chat.example.com:8443/',
    'ws://chat.example.com:8443/',
    'https://chat.example.com.evil.example:8443/',
    'https://chat.example.com:8443@evil.example/',
    'https://redirector.gvt1.com/edgedl/chrome/dict/en-us.bdic',
    'file:///etc/passwd',
    'app://other/index.html',
    'chrome-extension://abc/x.js',
    'nonsense',
  ])('%s may not', (url) => expect(mayContact(url, server)).toBe(false));
});
