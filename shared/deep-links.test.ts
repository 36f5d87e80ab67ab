import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOf, DeepLink, isDeepLink, MAX_LINK, parseDeepLink } from './deep-links.ts';
import { ChannelId, EventId, Handle, Seq } from './model.ts';

const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const channel = ChannelId.parse(id);

describe('an address of ours', () => {
  test.each([
    [`mullion://channel/${id}`, { to: 'channel', channel, message: null }],
    [`mullion://channel/${id}/`, { to: 'channel', channel, message: null }],
    [`MULLION://Channel/${id.toUpperCase()}?message=17`, { to: 'channel', channel, message: 17 }],
    [`mullion://channel/${id}?message=${id}`, { to: 'channel', channel, message: id }],
    ['mullion://person/okoye', { to: 'person', handle: 'okoye' }],
    ['mullion://person/j%C3%BCrgen.o-neil_2', { to: 'person', handle: 'jürgen.o-neil_2' }],
  ])('%s is read', (address, link) => {
    expect(parseDeepLink(address)).toEqual({ ok: true, link });
  });

  test.each([
    ['', 'malformed'],
    ['mullion:', 'malformed'],
    ['mullion://', 'malformed'],
    ['mullion://channel', 'malformed'],
    ['mullion://channel/', 'malformed'],
    ['mullion://channel/general', 'bad-target'],
    [`mullion:channel/${id}`, 'malformed'],
    [`https://channel/${id}`, 'malformed'],
    [` mullion://channel/${id}`, 'malformed'],
    [`mullion://channel/${id} --server=http://evil.example`, 'malformed'],
    [`mullion://channel/${id}" --server=http://evil.example`, 'malformed'],
    [`mullion://channel/${id}\n`, 'malformed'],
    [`mullion://channel/${id}\u0000`, 'malformed'],
    [`mullion://channel/${id}#x`, 'malformed'],
    [`mullion://user@channel/${id}`, 'malformed'],
    [`mullion://channel:80/${id}`, 'malformed'],
    [`mullion://channel/../${id}`, 'malformed'],
    [`mullion://channel/x/../${id}`, 'malformed'],
    [`mullion://channel/%2e%2e%2f${id}`, 'bad-target'],
    [`mullion://channel/${id}?message=`, 'malformed'],
    [`mullion://channel/${id}?message=0`, 'bad-message'],
    [`mullion://channel/${id}?message=-1`, 'bad-message'],
    [`mullion://channel/${id}?message=1e9`, 'bad-message'],
    [`mullion://channel/${id}?message=9999999999999999`, 'bad-message'],
    [`mullion://channel/${id}?message=17&message=18`, 'malformed'],
    [`mullion://channel/${id}?message=17&send=hello`, 'malformed'],
    [`mullion://channel/${id}?send=hello`, 'malformed'],
    ['mullion://person/okoye?message=1', 'malformed'],
    ['mullion://person/..', 'bad-target'],
    ['mullion://person/%2e%2e%2fetc', 'bad-target'],
    ['mullion://person/a%5Cb', 'bad-target'],
    ['mullion://person/a%20b', 'bad-target'],
    ['mullion://person/%E0%A4%A', 'bad-target'],
    ['mullion://person/%00', 'bad-target'],
    ['mullion://settings/theme', 'unknown-target'],
    ['mullion://file/etc', 'unknown-target'],
    [`mullion://person/${'a'.repeat(65)}`, 'bad-target'],
    [`mullion://person/${'a'.repeat(MAX_LINK)}`, 'too-long'],
  ])('%j is refused: %s', (address, fault) => {
    expect(parseDeepLink(address)).toEqual({ ok: false, fault });
  });
});

const links: fc.Arbitrary<DeepLink> = fc.oneof(
  fc.record({
    to: fc.constant('channel' as const),
    channel: fc.uuid().map((text) => ChannelId.parse(text)),
    message: fc.oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).map((seq) => Seq.parse(seq)),
      fc.uuid().map((text) => EventId.parse(text)),
    ),
  }),
  fc
    .string({ minLength: 1, maxLength: 64, unit: 'grapheme' })
    .filter((text) => Handle.safeParse(text).success && !/[/\\?#]|^\.+$/.test(text))
    .map((text) => ({ to: 'person' as const, handle: Handle.parse(text) })),
);

test('an address that we make is one that we read', () => {
  fc.assert(
    fc.property(links, (link) => {
      const address = addressOf(link);
      expect(isDeepLink(address)).toBe(true);
      expect(parseDeepLink(address)).toEqual({ ok: true, link });
    }),
  );
});

test('whatever comes, the answer is a link that fits, or a fault; and nothing that is added to a link slips through', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 60 }).map((rest) => `mullion://${rest}`),
    fc
      .tuple(fc.constantFrom('channel', 'person', 'x'), fc.string({ maxLength: 60 }))
      .map(([kind, rest]) => `mullion://${kind}/${rest}`),
    fc.tuple(links, fc.string({ minLength: 1, maxLength: 40 })).map(([link, more]) => addressOf(link) + more),
  );
  let read = 0;
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseDeepLink(text);
      if (!parsed.ok) return;
      read += 1;
      expect(DeepLink.parse(parsed.link)).toEqual(parsed.link);
      expect(text).toMatch(/^[A-Za-z0-9:/._~%+?=-]+$/);
      expect(text).not.toMatch(/[\s"'`;&|<>\\]/);
    }),
    { numRuns: 2_000 },
  );
  expect(read).toBeGreaterThan(10);
});
