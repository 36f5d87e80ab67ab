/** What `npm start` and `npm run dev` understand on their command line. */
import { parseArgs } from 'node:util';
import { MullionError } from '../shared/errors.ts';

export type Options = {
  /** Where the server keeps its data; the platform's data folder when absent. */
  data: string | undefined;
  port: number;
  /** Opens the desktop application; otherwise only the web edition's address is printed. */
  desktop: boolean;
  timings: boolean;
  /** Rebuild and restart whenever the code changes. */
  watch: boolean;
  help: boolean;
};

export const usage = `npm start -- [options]

  --data DIR   keep everything in DIR instead of the usual place
  --port N     listen on this port of this machine (default 7420; another one is taken when it is in use)
  --web        print the web edition's address and open no window
  --timings    say how long each step took
  --watch      build again and restart the server when the code changes ('npm run dev')
  --help       this text
`;

/** Reads a command line. What is not understood is refused with one sentence. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const port = Number(values.port ?? 7420);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new MullionError('bad-request', `--port wants a number from 0 to 65535, not "${values.port}".`);
  }
  return {
    data: values.data,
    port,
    desktop: values.web !== true,
    timings: values.timings === true,
    watch: values.watch === true,
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        web: { type: 'boolean' },
        timings: { type: 'boolean' },
        watch: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new MullionError('bad-request', `${message}. 'npm start -- --help' lists what there is.`, { cause });
  }
}
