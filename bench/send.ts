/** How long a sender waits until a message is durable: 500 sends a second over 50 channels. */
import { realTexts } from './harness/conversation.ts';
import type { Bench } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { percentile } from './harness/statistics.ts';
import { bareCommits } from './limits/bare-postgres.ts';
import { connectSenders } from './load/senders.ts';

const RATE = 500;

export const bench: Bench = {
  what: '500 sends/s over 50 channels, each acknowledged after commit',
  goal: 'p50 ≤ 10 ms, p99 ≤ 50 ms',

  async run({ seconds, data, say }) {
    const server = await startServer({ people: 50, channels: 50 });
    const senders = await connectSenders(server.url, await server.tokens(50), realTexts(data));
    await senders.send(RATE, 2);
    const { took, refused, seconds: took_s } = await senders.send(RATE, seconds);
    if (refused > 0) throw new Error(`${refused} of ${took.length} messages were refused.`);
    say(`${took.length} sends acknowledged`);
    const bare = await bareCommits(server.database, 500);
    senders.close();
    await server.stop();
    return [
      { name: 'p50_ms', value: percentile(took, 0.5), unit: 'ms', limit: percentile(bare, 0.5) },
      { name: 'p99_ms', value: percentile(took, 0.99), unit: 'ms', limit: percentile(bare, 0.99) },
      { name: 'sends_per_s', value: took.length / took_s, unit: '1/s' },
    ];
  },
};
