import { expect, test, YOU } from '../fixtures/test.ts';
import { breakHistory } from '../pages/break-history.ts';

test('a local history that cannot be read is built anew from the server; what is unsent stays', async ({
  app,
  signedIn,
  server,
}) => {
  const window = await signedIn();
  await expect(window.panes).toHaveCount(12);
  const pane = window.pane('desk-london');
  await expect(pane.timeline.getByRole('article').first()).toBeVisible();
  await pane.composer.fill('half a thought');
  await expect.poll(() => window.stored()).toContain('half a thought');
  // What is broken must have been there: the last row that is shown is on disk before it is spoilt.
  await expect.poll(() => window.page.evaluate(breakHistory), { timeout: 30_000 }).toBeGreaterThan(100);

  const again = await app.restart({ server: server.url, ticket: await server.ticket(YOU) });
  await again.until('workspace');
  await expect(again.pane('desk-london').timeline.getByRole('article').first()).toBeVisible();
  await expect(again.pane('desk-london').composer).toHaveValue('half a thought');
  await expect(again.status).toContainText(/built anew|rebuilt/i);
});
