/** How fast real conversations are imported: every check, hash and index included. */
import { realTexts } from './harness/conversation.ts';
import type { Bench } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { bareCopy } from './limits/bare-postgres.ts';

export const bench: Bench = {
  what: 'a folder of IRC logs into an empty channel',
  goal: '≥ 5,000 messages/s',

  async run({ data, say }) {
    const server = await startServer({ people: 1, channels: 1 });
    const began = performance.now();
    const told = await server.command('import', 'irc', data, '--json');
    const seconds = (performance.now() - began) / 1000;
    const { counts, added } = JSON.parse(told) as { counts: Record<string, number>; added: number };
    say(`${added} events added: ${JSON.stringify(counts)}`);
    const texts = realTexts(data);
    const copied = await bareCopy(server.database, texts);
    await server.stop();
    return [
      { name: 'msgs_per_s', value: texts.length / seconds, unit: '1/s', limit: copied },
      { name: 'seconds', value: seconds, unit: 's' },
    ];
  },
};
