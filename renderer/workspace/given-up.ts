/** How long the key that ended a drag may take to come up (ms): drags swallow its going down. */
const KEY_COMES_UP = 500;

/**
 * Whether a drag that nobody took was given up by Escape. Pages are told that it ended before they are told of the key, and of the
 * key only that it came up.
 */
export function isGivenUp(page: Window): Promise<boolean> {
  return new Promise((answer) => {
    const decide = (isGiven: boolean) => {
      clearTimeout(waiting);
      page.removeEventListener('keyup', onKeyUp, true);
      answer(isGiven);
    };
    const onKeyUp = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') decide(true);
    };
    const waiting = setTimeout(() => decide(false), KEY_COMES_UP);
    page.addEventListener('keyup', onKeyUp, true);
  });
}
