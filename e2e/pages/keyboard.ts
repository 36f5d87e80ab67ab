import { expect, type Locator, type Page } from '@playwright/test';

/** More Tab stops than any view has. */
const MOST_STOPS = 300;

/** Presses Tab until something has the focus, as a person without a pointer does. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target, 'It cannot be reached by Tab.').toBeFocused();
}

/** In an open menu, presses the arrow until an item is lit, then Enter; `ArrowRight` opens what lies behind it. */
export async function chooseByArrows(
  page: Page,
  role: 'menuitem' | 'menuitemradio',
  name: string | RegExp,
  key: 'Enter' | 'ArrowRight' = 'Enter',
): Promise<void> {
  const item = page.getByRole(role, { name, exact: true });
  await expect(item).toBeVisible();
  for (let steps = 0; steps < MOST_STOPS; steps += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
  await page.keyboard.press(key);
}
