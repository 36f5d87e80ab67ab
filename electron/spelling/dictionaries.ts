/** The dictionaries that come with the application: one file of affix rules and one of words each, beside its own code. */
import { join } from 'node:path';
import type { Dictionary } from '../../shared/settings.ts';

/** Where a dictionary lies, given the folder of the main process's bundle. */
export function dictionaryFiles(folder: string, dictionary: Dictionary): { aff: string; dic: string } {
  const file = join(folder, 'dictionaries', dictionary);
  return { aff: `${file}.aff`, dic: `${file}.dic` };
}
