import { expect, test } from 'vitest';
import { createFakeEngine } from '../client/fake-engine.ts';
import { channelNamed } from '../testing/log-of.ts';
import { createAttending } from './attending.ts';

const [rates, spot] = [channelNamed('rates'), channelNamed('spot')];

test('the engine is told what is looked at, each channel once, and a new engine again', async () => {
  const engine = createFakeEngine();
  const told = () => engine.calls.flatMap(({ name, input }) => (name === 'attend' ? [input] : []));
  const attending = createAttending(engine);
  const endFirst = attending.begin(rates);
  const endSecond = attending.begin(rates);
  await Promise.resolve();
  endFirst();
  attending.begin(spot);
  await Promise.resolve();
  expect(told()).toEqual([{ channels: [rates] }, { channels: [rates, spot] }]);
  endSecond();
  await Promise.resolve();
  engine.detach();
  engine.attach();
  await Promise.resolve();
  expect(told().slice(2)).toEqual([{ channels: [spot] }, { channels: [spot] }]);
});
