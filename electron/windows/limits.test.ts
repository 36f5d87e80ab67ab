import { expect, test } from 'vitest';
import { canPlaceWindows, frameOn } from './limits.ts';

const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };
const xwayland = { ...wayland, DISPLAY: ':0' };
const x11 = { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' };
const given = (env: Record<string, string>, platform = '', hint = '', electron = 45) => ({
  platform: 'linux' as const,
  env,
  ozone: { platform, hint },
  electron,
});

test.each([
  ['an X11 session', given(x11), true],
  ['a Wayland session, natively', given(xwayland), false],
  ['a Wayland session without XWayland', given(wayland), false],
  ['a Wayland session that does not say its type', given({ WAYLAND_DISPLAY: 'wayland-0' }), false],
  ['a Wayland session where the launcher chose X11', given(xwayland, 'x11'), true],
  ['an X11 session where somebody chose Wayland', given(x11, 'wayland'), false],
  ['a Wayland session where the hint says X11', given(xwayland, '', 'x11'), true],
  ['a Wayland session where the hint leaves it to the session', given(xwayland, '', 'auto', 33), false],
  [
    'a Wayland session where the environment says Wayland',
    given({ ...xwayland, ELECTRON_OZONE_PLATFORM_HINT: 'wayland' }),
    false,
  ],
  ['a Wayland session in an Electron that took X11 unasked', given(xwayland, '', '', 33), true],
  ['a session that says Wayland and has no display of it', given({ ...x11, XDG_SESSION_TYPE: 'wayland' }), true],
  ['Windows, whatever the environment says', { ...given(wayland, 'wayland'), platform: 'win32' as const }, true],
])('windows can be placed in %s: %j', (_where, session, can) => {
  expect(canPlaceWindows(session)).toBe(can);
});

test('only X11 draws around windows what their bounds do not count', () => {
  expect(frameOn('linux').top).toBeGreaterThan(0);
  expect([frameOn('darwin'), frameOn('win32')]).toEqual([
    { top: 0, bottom: 0 },
    { top: 0, bottom: 0 },
  ]);
});
