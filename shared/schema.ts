/**
 * The schema library, set up once. Everything that checks input from outside imports `z` from here.
 *
 * `jitless`: zod otherwise compiles schemas with `new Function`, which our content security policy forbids; merely trying
 * it is reported as a violation.
 */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
