/** What a second gateway costs: the load of `fanout` on two gateways, beside the same on one, on the same PostgreSQL. */
import { realTexts } from './harness/conversation.ts';
import { openGiven } from './harness/given.ts';
import type { Bench } from './harness/report.ts';
import { type Gateway, startServer } from './harness/server.ts';
import { startBare } from './load/bare.ts';
import { CHANNELS, connectLoad, PEOPLE, SOCKETS, type Step, WARM_UP_SECONDS } from './load/fan-out.ts';

/** Messages a second: the rate at which one node is to hold 300,000 deliveries/s. */
const RATE = 300;

export const bench: Bench = {
  what: `two gateways, PostgreSQL, Redis, ${SOCKETS} sockets spread over both, ${RATE} messages/s; beside one gateway`,
  goal: '≥ 0.85 of the deliveries per CPU second of one node',

  async run({ seconds, data, say }) {
    const given = await openGiven();
    const texts = realTexts(data);
    const measure = async (nodes: number, env: NodeJS.ProcessEnv): Promise<Step> => {
      const server = await startServer({ people: PEOPLE, channels: CHANNELS, env: { DATABASE_URL: given.postgres, ...env } });
      const gateways: Gateway[] = [server];
      while (gateways.length < nodes) gateways.push(await server.another());
      const load = await connectLoad(gateways, { tokens: await server.tokens(PEOPLE), texts, say });
      await load.step(RATE, WARM_UP_SECONDS);
      const step = await load.step(RATE, seconds);
      load.close();
      await server.stop();
      return step;
    };
    try {
      say('one gateway');
      const one = await measure(1, { REDIS_URL: '' });
      say('two gateways');
      const two = await measure(2, { REDIS_URL: given.redis });
      say('bare programs that write as often, one and two');
      const measureBare = async (programs: number): Promise<number> => {
        const bare = await startBare(programs);
        const { perCpuSecond } = await bare.like(two, { rooms: CHANNELS, together: true }, seconds);
        bare.stop();
        return perCpuSecond;
      };
      const [bareOne, bareTwo] = [await measureBare(1), await measureBare(2)];
      return [
        { name: 'deliveries_per_cpu_s', value: two.perCpuSecond, unit: '1/s', limit: one.perCpuSecond },
        // What it costs that two processes share this machine's cores, whatever they do.
        { name: 'share_of_one', value: two.perCpuSecond / one.perCpuSecond, unit: '', limit: bareTwo / bareOne },
      ];
    } finally {
      await given.close();
    }
  },
};
