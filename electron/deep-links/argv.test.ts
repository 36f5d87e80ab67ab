import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDeepLink } from '../../shared/deep-links.ts';
import { startOptions } from '../start-options.ts';
import { linksIn, MOST_LINKS, optionsIn } from './argv.ts';

const link = 'mullion://person/okoye';

describe('of a command line', () => {
  test('links are taken in their order, and nothing else is one', () => {
    const argv = ['/opt/Mullion/mullion', '--ozone-platform=x11', link, 'https://example.com', 'MULLION://channel/x', 'mullion'];
    expect(linksIn(argv)).toEqual([link, 'MULLION://channel/x']);
    expect(linksIn(Array.from({ length: 100 }, () => link))).toHaveLength(MOST_LINKS);
  });

  test('options that stand before a link are heeded, and what a link brings with it is not', () => {
    const given = { env: {}, file: { server: 'http://file:1' }, settingsFile: '' };
    const server = (argv: string[]) => startOptions({ ...given, argv: optionsIn(argv) });
    expect(server(['mullion', '--server=http://mine:1', link])).toMatchObject({ server: 'http://mine:1' });
    expect(server(['mullion', link, '--server=http://evil:1'])).toMatchObject({ server: 'http://file:1' });
    expect(server(['mullion', '--server=http://mine:1', link, '--server=http://evil:1'])).toMatchObject({
      server: 'http://mine:1',
    });
    expect(server(['mullion', '--', link, '--server=nonsense'])).toMatchObject({ ok: true, server: 'http://file:1' });
  });

  test('whatever follows a link, options are what they were before it', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (before, after) => {
        const plain = before.filter((part) => !isDeepLink(part));
        expect(optionsIn([...plain, link, ...after])).toEqual(plain);
        expect(optionsIn(plain)).toEqual(plain);
      }),
    );
  });
});
