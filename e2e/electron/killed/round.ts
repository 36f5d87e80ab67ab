/** One kill: everybody talks, something is killed, it comes back, and everything is compared with the log. */
import { setTimeout } from 'node:timers/promises';
import { checkLog } from '../../../faults/check/against-log.ts';
import { checkShown, isAtHead } from '../../../faults/check/shown.ts';
import { count, nothingYet, type Tally } from '../../../faults/check/tally.ts';
import { eventually } from '../../../faults/eventually.ts';
import type { ChannelEvent } from '../../../shared/events.ts';
import { ChannelId } from '../../../shared/model.ts';
import { readOwnStore } from '../../pages/own-store.ts';
import { PATIENCE_MS } from './desk.ts';
import type { Kind } from './kinds.ts';
import { type PaneLook, write } from './page.ts';
import type { Scene, Unsent } from './scene.ts';

/** The moment of the kill, after everybody has begun to talk (ms). */
const MOMENT_MS = { least: 100, most: 2_000 };

/** `name`: unlike every other round's of this scene. */
export async function playKill(scene: Scene, kind: Kind, name: string): Promise<Tally> {
  const { desk, crowd, hands, chance } = scene;
  const tally = nothingYet();
  const before = {
    crowd: crowd.said.length,
    hands: hands.map(({ said }) => said.length),
    acknowledged: crowd.acknowledged.length,
  };
  const unsent = await leaveUnsent(scene, name);
  crowd.begin();
  for (const hand of hands) hand.begin();
  await setTimeout(chance.between(MOMENT_MS.least, MOMENT_MS.most));
  await kind.strike(desk, chance);
  tally.cases = 1;
  const began = performance.now();
  const silent = await hearEachOther(scene, name);
  if (silent === null) tally.recoveries.push((performance.now() - began) / 1000);
  else count(tally, 'stuck', silent);
  await Promise.all([crowd.stop(), ...hands.map((hand) => hand.stop())]);
  for (const { troubles, doubled } of hands) {
    count(tally, 'stuck', troubles[0] ?? '', troubles.splice(0).length);
    count(tally, 'doubled', doubled[0] ?? '', doubled.splice(0).length);
  }
  for (const each of unsent) await checkUnsent(tally, scene, each);
  await compare(tally, scene);

  const saidNow = [...crowd.said.slice(before.crowd), ...hands.flatMap(({ said }, at) => said.slice(before.hands[at]))];
  tally.sent = saidNow.filter(({ durable }) => durable).length;
  tally.refused = saidNow.length - tally.sent;
  tally.acknowledged = crowd.acknowledged.length - before.acknowledged;
  return tally;
}

/** Writes a thought into a pane of each window and does not send it; resolves when all are on disk. */
async function leaveUnsent({ desk, unsent }: Scene, name: string): Promise<(Unsent & { text: string })[]> {
  const thoughts = unsent.map((each) => ({ ...each, text: `a thought left unsent before ${name}` }));
  for (const { window, channel, text } of thoughts) {
    await desk.untilUp(window);
    await desk.ask(window, write, { channel, text });
    const isStored = async () => (await desk.ask(window, readOwnStore, null))?.includes(`"${channel}","text":"${text}"`) ?? false;
    if (!(await eventually(isStored, PATIENCE_MS))) throw new Error(`The draft in the window ${window} was never stored.`);
  }
  return thoughts;
}

/** Resolves when all windows show what somebody says now, and every pane takes a message that is written now; with what does not come about. */
async function hearEachOther({ desk, hands, heard }: Scene, name: string): Promise<string | null> {
  const text = `heard after ${name}.`;
  const taken = Promise.all(hands.map((hand) => hand.takesMore()));
  await heard.speaker.say(heard.channel, text);
  for (const window of desk.windows) {
    const shows = async () => {
      const pane = (await desk.panes(window))?.find(({ channel }) => channel === heard.channel);
      return pane?.shown.some((row) => row.text === text) ?? false;
    };
    if (!(await eventually(shows, PATIENCE_MS))) return `the window ${window} does not show what is said after the kill`;
  }
  return (await taken).every(Boolean) ? null : 'a pane takes no message after the kill';
}

/** What was on disk before the kill must stand in its composer. */
async function checkUnsent(tally: Tally, { desk }: Scene, { window, channel, text }: Unsent & { text: string }): Promise<void> {
  let composer: string | undefined;
  const isThere = async () => {
    composer = (await desk.panes(window))?.find((pane) => pane.channel === channel)?.composer;
    return composer === text;
  };
  if (!(await eventually(isThere, PATIENCE_MS)))
    count(tally, 'lost', `the window ${window} has "${composer}" in a composer in which "${text}" had been stored`);
}

async function compare(tally: Tally, scene: Scene): Promise<void> {
  const { desk, crowd, hands } = scene;
  const logs = await settledLogs(scene);
  const said = [...crowd.said, ...hands.flatMap((hand) => hand.said)];
  for (const [channel, log] of logs) {
    const here = <T extends { channel: ChannelId }>(all: readonly T[]) => all.filter((one) => one.channel === channel);
    checkLog(tally, log, here(said), here(crowd.acknowledged));
  }
  for (const window of desk.windows) {
    for (const { channel, composer, shown } of (await desk.panes(window)) ?? []) {
      const log = logs.get(channel) ?? [];
      checkShown(tally, `the window ${window}`, log, shown);
      const sent = log.some((event) => event.kind === 'message' && event.body.text === composer);
      if (sent) count(tally, 'doubled', `"${composer}" is in the log and in its composer`);
    }
  }
}

/** The logs of all channels that are shown, as soon as every pane has come to the end of its own; as they are, if that takes too long. */
async function settledLogs({ desk, database }: Scene): Promise<Map<string, ChannelEvent[]>> {
  const logs = new Map<string, ChannelEvent[]>();
  const settled = async () => {
    const windows: (PaneLook[] | null)[] = [];
    for (const window of desk.windows) windows.push(await desk.panes(window));
    for (const { channel } of windows.flatMap((panes) => panes ?? [])) {
      logs.set(channel, await database.log(ChannelId.parse(channel)));
    }
    return windows.every((panes) => panes?.every(({ channel, shown }) => isAtHead(logs.get(channel) ?? [], shown)));
  };
  await eventually(settled, PATIENCE_MS);
  return logs;
}
