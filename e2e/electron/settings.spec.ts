/** Settings of the computer rather than of the person. */
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';

test('it starts when one signs in to the computer, if that is set; where it cannot be set, that is said', async ({
  desktop,
  signedIn,
}) => {
  const file = join(desktop.env.XDG_CONFIG_HOME ?? '', 'autostart', 'mullion.desktop');
  const isThere = () =>
    access(file).then(
      () => true,
      () => false,
    );
  const { page } = await signedIn();
  const setting = page.getByRole('checkbox', { name: 'Start Mullion when I sign in' });

  await page.keyboard.press('Control+,');
  await expect(setting).not.toBeChecked();
  await setting.check();
  await expect.poll(isThere).toBe(true);
  expect(await readFile(file, 'utf8')).toMatch(/^Exec="[^"]+\/electron"/m);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  await expect(setting).toBeChecked();
  await setting.uncheck();
  await expect.poll(isThere).toBe(false);

  // A file stands where the folder has to be.
  await rm(dirname(file), { recursive: true });
  await mkdir(dirname(dirname(file)), { recursive: true });
  await writeFile(dirname(file), '');
  await setting.click();
  await expect(page.getByRole('alert')).toContainText('cannot be changed');
  await expect(setting).not.toBeChecked();
  await rm(dirname(file));
});
