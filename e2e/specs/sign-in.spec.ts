import { PASSWORD, SAMPLE_PASSWORD } from '../fixtures/server.ts';
import { expect, test, YOU } from '../fixtures/test.ts';

test('the right name and password show the panes', async ({ app, server }) => {
  const window = await app.open({ server: server.url });
  await window.until('signed-out');
  await window.signIn.as(YOU, SAMPLE_PASSWORD);
  await window.until('workspace');
  await expect(window.panes.first()).toBeVisible();
});

test('a wrong password is refused in words, and the right one is accepted afterwards', async ({ app, server }) => {
  await server.addPerson('wrong-once', 'Wanda Once');
  const window = await app.open({ server: server.url });
  await window.until('signed-out');
  await window.signIn.as('wrong-once', 'not the password');
  await expect(window.signIn.problem).toContainText('The name or the password is not right.');

  await window.signIn.as('wrong-once', PASSWORD);
  await window.until('workspace');
});

test('a person who does not exist is refused in the very same words', async ({ app, server }) => {
  const window = await app.open({ server: server.url });
  await window.signIn.as('nobody-of-this-name', 'not the password');
  await expect(window.signIn.problem).toContainText('The name or the password is not right.');
});

test('a server that is gone is named; when it is back, sign-in goes on', async ({ app, network }) => {
  const window = await app.open({ server: network.url });
  await window.until('signed-out');
  network.cut();
  await window.signIn.as(YOU, SAMPLE_PASSWORD);
  await expect(window.signIn.problem).toContainText('does not answer');

  network.restore();
  await window.signIn.as(YOU, SAMPLE_PASSWORD);
  await window.until('workspace');
});

test('who signs out is asked to sign in again, also after a reload', async ({ signedIn }) => {
  const window = await signedIn();
  await window.signOut();
  await window.reload();
  await window.until('signed-out');
});

test('who is signed in stays so after a reload', async ({ signedIn }) => {
  const window = await signedIn();
  await window.reload();
  await window.until('workspace');
});
