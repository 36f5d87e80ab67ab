import { expect, test } from '../fixtures/test.ts';

test('the test desktop has one large monitor, and others can be plugged in and pulled out', async ({ desktop }) => {
  const { monitors } = desktop;
  if (monitors === null) throw new Error('This machine has no Xorg with the dummy driver: build/setup-debian.sh installs it.');
  expect(await monitors.list()).toEqual([{ output: 'DUMMY0', x: 0, y: 0, width: 2560, height: 1440, primary: true }]);

  await monitors.plug(1, { width: 1920, height: 1080 });
  expect(await monitors.list()).toMatchObject([{ output: 'DUMMY0' }, { output: 'DUMMY1', x: 2560, width: 1920 }]);

  await monitors.pull(1);
  expect(await monitors.list()).toHaveLength(1);
});

test('the test desktop has a notification daemon and a keyring', async ({ desktop }) => {
  expect(await desktop.notifications?.history()).toEqual([]);
  expect(desktop.keyring).toBe(true);
});
