/**
 * What the application is started with. The command line comes before the environment, the environment before the settings
 * file, and the product's default stands behind them all.
 */
import { z } from '../shared/schema.ts';
import { settings } from '../shared/settings.ts';

/** The installed settings that the main process needs; other keys of the file are for others. */
export const InstallSettings = z.object({ server: z.string().optional() });
export type InstallSettings = z.infer<typeof InstallSettings>;

export type StartOptions = { ok: true; server: string; ticket: string | null } | { ok: false; message: string };

const SWITCH = '--server=';
const ServerAddress = z.url({ protocol: /^https?$/ });

/** Decides the server's origin, or says in one sentence which address is wrong and where it was given. */
export function startOptions(given: {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  file: InstallSettings;
  settingsFile: string;
}): StartOptions {
  const argument = given.argv.findLast((part) => part.startsWith(SWITCH))?.slice(SWITCH.length);
  const sources: [string | undefined, string][] = [
    [argument, 'the command line (--server)'],
    [given.env.MULLION_SERVER, 'the environment (MULLION_SERVER)'],
    [given.file.server, `the settings file ${given.settingsFile}`],
    [settings.server.fallback, 'the default'],
  ];
  const [address, place] = sources.find(([value]) => value !== undefined && value !== '') ?? ['', 'the default'];
  const checked = ServerAddress.safeParse(address);
  if (!checked.success)
    return {
      ok: false,
      message: `The server address "${address}" from ${place} is not an address like https://chat.example.com. Correct it, then start Mullion again.`,
    };
  return { ok: true, server: new URL(checked.data).origin, ticket: given.env.MULLION_TICKET || null };
}
