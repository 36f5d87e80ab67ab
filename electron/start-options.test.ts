import { describe, expect, test } from 'vitest';
import { startOptions } from './start-options.ts';

const given = { argv: ['electron', '.'], env: {}, file: {}, settingsFile: '/home/p/settings.json' };

describe('where the server is', () => {
  test('the command line comes before the environment, that before the file, that before the default', () => {
    const file = { server: 'http://file:1' };
    const env = { MULLION_SERVER: 'http://env:2' };
    const argv = ['electron', '.', '--server=http://argument:3'];
    expect(startOptions({ ...given, file, env, argv })).toMatchObject({ ok: true, server: 'http://argument:3' });
    expect(startOptions({ ...given, file, env })).toMatchObject({ ok: true, server: 'http://env:2' });
    expect(startOptions({ ...given, file })).toMatchObject({ ok: true, server: 'http://file:1' });
    expect(startOptions(given)).toMatchObject({ ok: true, server: 'http://127.0.0.1:7420' });
  });

  test('of an address the origin counts', () => {
    const argv = ['--server=https://Chat.Example.com:443/some/path?x=1#y'];
    expect(startOptions({ ...given, argv })).toMatchObject({ ok: true, server: 'https://chat.example.com' });
  });

  test.each(['chat.example.com', 'ftp://chat', 'javascript:alert(1)', 'http://', 'http://a b', 'file:///etc/passwd', '%00'])(
    '%j is refused in one sentence that names the address and where it came from',
    (address) => {
      const refused = startOptions({ ...given, env: { MULLION_SERVER: address } });
      expect(refused).toEqual({
        ok: false,
        message: expect.stringContaining(`"${address}" from the environment (MULLION_SERVER)`),
      });
    },
  );

  test('the sentence for a bad settings file names the file', () => {
    expect(startOptions({ ...given, file: { server: 'nonsense' } })).toEqual({
      ok: false,
      message: expect.stringContaining('/home/p/settings.json'),
    });
  });
});

test('a ticket is taken from the environment; an empty one is none', () => {
  expect(startOptions({ ...given, env: { MULLION_TICKET: 'abc' } })).toMatchObject({ ticket: 'abc' });
  expect(startOptions({ ...given, env: { MULLION_TICKET: '' } })).toMatchObject({ ticket: null });
});
