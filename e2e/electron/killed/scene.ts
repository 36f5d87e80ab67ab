/** Who sits where: the conversations that are talked in, those who talk, and the panes that the person at the desk writes in. */
import { type Chance, chanceOf } from '../../../faults/chance.ts';
import type { StageDatabase } from '../../../faults/stage/database.ts';
import type { ChannelId } from '../../../shared/model.ts';
import type { TestServer } from '../../fixtures/server.ts';
import type { Speaker } from '../../fixtures/speaker.ts';
import { Crowd } from './crowd.ts';
import type { Desk } from './desk.ts';
import { Hand } from './hand.ts';

/** Who speaks where. */
const VOICES = {
  okoye: ['rates-eur', 'vol', 'desk-london'],
  kaur: ['fx-spot', 'vol', 'desk-london'],
  adeyemi: ['fx-spot', 'vol', 'desk-london'],
};
/** Where the person at the desk writes: each conversation in one window only, so that what is written there has an order. */
const HANDS = [
  { window: 'main', channel: 'rates-eur' },
  { window: 'main', channel: 'vol' },
  { window: 'second', channel: 'fx-spot' },
  { window: 'second', channel: 'desk-london' },
];
/** Where a thought is left unsent, a window each; the first is also where somebody is heard from when the desk is back. */
const UNSENT = { main: 'research', second: 'clients-nordic' };

export type Unsent = { window: string; channel: ChannelId };

export type Scene = {
  desk: Desk;
  database: StageDatabase;
  crowd: Crowd;
  hands: readonly Hand[];
  unsent: readonly Unsent[];
  /** Somebody says something in a quiet conversation. */
  heard: { speaker: Speaker; channel: ChannelId };
  chance: Chance;
};

export async function setScene(desk: Desk, server: TestServer, seed: number): Promise<Scene> {
  const speakers = new Map<string, Speaker>();
  for (const handle of Object.keys(VOICES)) speakers.set(handle, await server.speaker(handle));
  const first = speakers.get('okoye');
  if (first === undefined) throw new Error('Nobody is there.');
  const known = [...speakers.values()];
  const idOf = (name: string): ChannelId => {
    const speaker = known.find((each) => each.knows(name));
    if (speaker === undefined) throw new Error(`Nobody is in ${name}.`);
    return speaker.channel(name).id;
  };
  const voices = Object.entries(VOICES).flatMap(([handle, names], at) => {
    const speaker = speakers.get(handle);
    return speaker ? [{ number: at, speaker, channels: names.map(idOf), chance: chanceOf(seed, handle) }] : [];
  });
  const hands = HANDS.map(({ window, channel }, at) => {
    const chance = chanceOf(seed, `hand ${at}`);
    return new Hand({ desk, number: voices.length + at, window, channel: idOf(channel), chance });
  });
  return {
    desk,
    database: server.database,
    crowd: new Crowd(voices),
    hands,
    unsent: Object.entries(UNSENT).map(([window, name]) => ({ window, channel: idOf(name) })),
    heard: { speaker: first, channel: idOf(UNSENT.main) },
    chance: chanceOf(seed, 'kills'),
  };
}
