/** It takes many passwords, which the server counts the same for every client. */
import { PASSWORD } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

test('after many wrong passwords sign-in is locked, for the right password too, and says for how long', async ({
  app,
  server,
}) => {
  await server.addPerson('locked-out', 'Lotte Out');
  const window = await app.open({ server: server.url });
  await window.until('signed-out');
  await expect(async () => {
    await window.signIn.as('locked-out', 'not the password');
    await expect(window.signIn.submit).toBeEnabled();
    await expect(window.signIn.problem).toContainText('locked', { timeout: 500 });
  }).toPass({ timeout: 90_000 });
  await expect(window.signIn.problem).toContainText('Try again in');

  await window.signIn.as('locked-out', PASSWORD);
  await expect(window.signIn.problem).toContainText('locked');
});
