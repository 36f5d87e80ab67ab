/**
 * What goes on in the hidden part meanwhile: people of whom no player may hear speak, change their presence and their channel's
 * topic. What they are told themselves shows that there was something to hear.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { leakIn } from './leaks.ts';
import type { Run } from './players.ts';
import { RawPeer } from './raw-peer.ts';
import { MARKER } from './world.ts';

const EVERY_MS = 50;

/** Lives until `isOver`. */
export async function liveHidden(run: Run, tokens: readonly string[], isOver: () => boolean): Promise<void> {
  const { url, world, tally } = run;
  const onFrame = (text: string) => {
    if (leakIn(text, world.secretIds) !== undefined) tally.add('hidden frames');
  };
  const peers = await Promise.all(tokens.map((token) => RawPeer.join(url, token, { onFrame })));
  for (const peer of peers) await peer.call('sync', { cursors: {} });
  for (let nth = 0; !isOver(); nth++) {
    for (const peer of peers) {
      const where = { channel: world.hiddenChannel, id: randomUUID() };
      await peer.call('send', { ...where, body: { text: `${MARKER} ${nth}`, mentions: world.hidden.map(({ id }) => id) } });
      if (nth % 10 === 0) await peer.call('presence', { status: nth % 20 ? 'busy' : 'available', note: `${MARKER} ${nth}` });
      if (nth % 25 === 0) await peer.call('topic', { ...where, id: randomUUID(), topic: `${MARKER} ${nth}` });
      tally.add('hidden messages');
    }
    await wait(EVERY_MS);
  }
  for (const peer of peers) peer.close();
}
