import { describe, expect, test } from 'vitest';
import { linkOpener } from './links.ts';
import { menuTemplate } from './menu.ts';
import { isGranted } from './permissions.ts';
import { type Restarts, restartDelay } from './restarts.ts';
import { takeOnce } from './ticket.ts';
import { titleOf } from './title.ts';
import { openWords } from './words/words.ts';

describe('links', () => {
  test('that are openable are opened as they are', () => {
    const opened: string[] = [];
    const open = linkOpener(
      async (address) => void opened.push(address),
      () => undefined,
    );
    for (const address of ['https://example.com/a?b=c#d', 'mailto:ops@example.com']) open(address);
    expect(opened).toEqual(['https://example.com/a?b=c#d', 'mailto:ops@example.com']);
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'mailto:a@example.com?attach=/etc/passwd'])(
    '%j is opened by nobody, and that is logged without the address',
    (url) => {
      const opened: string[] = [];
      const logged: unknown[] = [];
      const open = linkOpener(
        async (address) => void opened.push(address),
        (_level, event, details) => void logged.push([event, JSON.stringify(details).includes('passwd')]),
      );
      open(url);
      expect(opened).toEqual([]);
      expect(logged).toEqual([['link.refused', false]]);
    },
  );
});

describe('a page is permitted', () => {
  test('to keep what it stores, if it is one of ours', () => {
    expect(isGranted('persistent-storage', 'app://mullion/anchor.html')).toBe(true);
    expect(isGranted('persistent-storage', 'app://other/anchor.html')).toBe(false);
    expect(isGranted('persistent-storage', 'https://example.com/')).toBe(false);
  });

  test('to put text onto the clipboard, if it is one of ours', () => {
    expect(isGranted('clipboard-sanitized-write', 'app://mullion/index.html')).toBe(true);
    expect(isGranted('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
  });

  test.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'display-capture',
    'openExternal',
    'hid',
    'toString',
    '',
  ])('never %j', (permission) => expect(isGranted(permission, 'app://mullion/index.html')).toBe(false));
});

describe('a page that crashes', () => {
  test('is loaded again at once, and ever later while it keeps crashing', () => {
    let restarts: Restarts = { recent: [] };
    const delays = Array.from({ length: 10 }, (_, at) => {
      const next = restartDelay(restarts, at * 100);
      restarts = next.restarts;
      return next.delayMs;
    });
    expect(delays).toEqual([0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('is loaded at once again after a quiet minute', () => {
    expect(restartDelay({ recent: [0, 1, 2] }, 60_003).delayMs).toBe(0);
  });
});

describe('what is unread', () => {
  test('stands first in the title, mentions before all', () => {
    expect(titleOf('EUR rates', { unread: 0, mentions: 0 })).toBe('EUR rates');
    expect(titleOf('EUR rates', { unread: 12, mentions: 0 })).toBe('(12) EUR rates');
    expect(titleOf('EUR rates', { unread: 12, mentions: 3 })).toBe('(@3) EUR rates');
  });
});

test('a ticket is handed out once', () => {
  const ticket = takeOnce('abc');
  expect([ticket(), ticket()]).toEqual([{ ticket: 'abc' }, {}]);
  expect(takeOnce(null)()).toEqual({});
});

test('every entry of the menu has words of its own or a role that brings them, on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    for (const menu of menuTemplate(platform, openWords(), { newWindow: () => undefined })) {
      expect(menu.label ?? menu.role).toBeTruthy();
      if (!Array.isArray(menu.submenu)) continue;
      for (const entry of menu.submenu) expect(entry.label ?? entry.role ?? entry.type).toBeTruthy();
    }
  }
});
