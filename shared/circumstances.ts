/** What holds for a person at this computer, whatever presence they chose: the engine makes of both what others see. */
import { z } from './schema.ts';

export const Circumstances = z.object({
  /** Nobody has touched keyboard or mouse for a while. */
  idle: z.boolean(),
  /** The screen is locked. */
  locked: z.boolean(),
  /** The person said that others see this screen. */
  presenting: z.boolean(),
  /** The person said for a limited time that nothing may disturb them. */
  doNotDisturb: z.boolean(),
});
export type Circumstances = z.infer<typeof Circumstances>;

export const atTheDesk: Circumstances = { idle: false, locked: false, presenting: false, doNotDisturb: false };
