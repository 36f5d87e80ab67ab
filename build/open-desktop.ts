/** Opens the desktop application on this machine, or says what stands in its way. */
import type { Children, Started } from './children.ts';
import { displayFlags, fetchRuntime, findRuntime, inspect, obstacle, sandboxFlags } from './electron-runtime.ts';
import { startDesktop } from './product.ts';
import type { Timings } from './timings.ts';

export type Opened = { open: true; desktop: Started; note: string } | { open: false; why: string };

export async function openDesktop(
  children: Children,
  timings: Timings,
  given: { url: string; ticket: string; data: string | undefined },
): Promise<Opened> {
  if (findRuntime() === null) {
    console.log("  Fetching Electron's runtime, the first time only …");
    const why = await timings.time('Electron runtime', fetchRuntime());
    if (why !== null) return { open: false, why };
  }
  const binary = findRuntime();
  if (binary === null) return { open: false, why: "Electron's runtime is not there; 'npm ci' brings it." };
  const machine = await inspect(binary);
  const why = obstacle(machine);
  if (why !== null) return { open: false, why };
  const noSandbox = sandboxFlags(machine);
  const flags = [...noSandbox, ...displayFlags(process.platform, process.env)];
  const shown = Promise.withResolvers<'shown'>();
  const onLine = (line: string) => {
    if (line.startsWith('{"shown":')) shown.resolve('shown');
  };
  const desktop = startDesktop(children, { ...given, binary, flags, onLine });
  const first = await timings.time('desktop window', Promise.race([shown.promise, desktop.ended]));
  if (first === 'shown')
    return {
      open: true,
      desktop,
      note: noSandbox.length === 0 ? '' : " (without Chromium's sandbox, which does not run as root)",
    };
  const said = first.last.findLast((line) => line.trim() !== '')?.trim();
  return {
    open: false,
    why: `Electron ended with ${first.code}${said === undefined ? '' : `: ${said}`} (all of it is in .cache/logs/desktop.log).`,
  };
}
