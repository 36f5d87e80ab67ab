/**
 * The unit tests run one after another in one process: starting one for each file took longer than all tests together. Each file
 * still begins with nothing of another: our modules, and with them the stores of a page, are made anew, the clock and the globals
 * are the real ones.
 */
import { afterAll, vi } from 'vitest';

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetModules();
});
