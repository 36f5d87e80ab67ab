/** It takes the engine half a minute to notice, which is the same one in Electron. */
import { expect, test } from '../fixtures/test.ts';

test('a line that falls silent without a word is noticed and said', async ({ signedIn, network }) => {
  const window = await signedIn(undefined, network);
  await expect(window.status).toContainText('Connected');
  network.hush();
  await expect(window.status).toContainText('Offline since', { timeout: 90_000 });
  network.restore();
  await expect(window.status).toContainText('Connected', { timeout: 60_000 });
});
