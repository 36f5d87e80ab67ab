/** All that was sent to the viewers of one world, judged by what they might see. */
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../../shared/errors.ts';
import type { ChannelId, PersonId } from '../../../shared/model.ts';
import { calls, Grant, pushes } from '../../../shared/protocol.ts';
import { z } from '../../../shared/schema.ts';
import type { Queries } from '../../store/database.ts';
import type { Tally } from '../fuzz/tally.ts';
import { judgeAnswer } from './answers.ts';
import type { Capture, Captured } from './capture.ts';
import * as field from './fields.ts';
import type { Life } from './life.ts';
import { LogRecord } from './log-record.ts';
import { judgePush, type ToldPresences } from './pushes.ts';
import { cursorKey, Seen, type Truth } from './seen.ts';
import { Things } from './tokens.ts';

/** What Engine.IO and Socket.IO say at the beginning of a connection, in `0{…}` and `40{…}`. */
const Greeting = z.strictObject({
  sid: z.string(),
  upgrades: z.array(z.string()).optional(),
  pingInterval: z.number().optional(),
  pingTimeout: z.number().optional(),
  maxPayload: z.number().optional(),
});

/** The end of a namespace, and of the engine: the only other things that are said. */
const farewells = new Set(['41', '1']);

/** Everything that was wrong, in sentences. */
export async function judge(life: Life, queries: Queries, tally: Tally): Promise<string[]> {
  const { timeline, world, sights, whereabouts, captures } = life;
  const channels = new Set(timeline.moments.flatMap(({ states }) => states.flatMap(({ places }) => [...places.keys()])));
  const record = await LogRecord.read(queries, channels);
  const truth: Truth = { world, moments: timeline.moments, sights, record, whereabouts, cursors: cursorsIn(captures) };
  const things = new Things(truth);
  const findings = [...life.findings, ...strangersNamed(truth)];
  for (const { viewer, frames } of captures) {
    const told: ToldPresences = new Map();
    for (const frame of frames) {
      const seen = new Seen(truth, viewer, frame, tally);
      judgeFrame(seen, told);
      for (const token of things.strangeIn(seen, askedOf(frame))) seen.demand(false, `${token} is nothing to the viewer`);
      tally.add(`frames ${frame.kind}`);
      for (const finding of seen.findings) findings.push(sentence(world.nth, viewer, frame, finding));
    }
  }
  return findings;
}

function judgeFrame(seen: Seen, told: ToldPresences): void {
  const { frame } = seen;
  switch (frame.kind) {
    case 'greeting':
      seen.demand(Greeting.safeParse(JSON.parse(frame.text.slice(frame.text.indexOf('{')))).success, 'it says more than hello');
      break;
    case 'push':
      judgePush(seen, frame.name, frame.value, told);
      break;
    case 'answer':
      if (frame.asked) judgeAnswer(seen, frame.asked, frame.answer, told);
      else seen.demand(false, 'nobody has asked for it');
      break;
    case 'http':
      judgeVisit(seen, frame);
      break;
    case 'other':
      seen.demand(farewells.has(frame.text), 'this is no frame of the protocol');
  }
}

/** Over HTTP one is told who one is oneself, and else nothing. The token's claims are one's own. */
function judgeVisit(seen: Seen, { route, status, body }: Captured & { kind: 'http' }): void {
  if (route.startsWith('/')) {
    seen.demand(status === 200, `${route} answers ${status}`);
    return;
  }
  if (status !== 200) {
    seen.demand(isDeepStrictEqual(Problem.safeParse(body).data, body), 'the refusal holds more than the protocol knows');
    return;
  }
  if (route === 'sign-out') {
    seen.demand(isDeepStrictEqual(body, {}), 'it says something');
    return;
  }
  const grant = Grant.parse(body);
  seen.demand(isDeepStrictEqual(grant, body), 'it holds more than the protocol knows');
  seen.demand(grant.me.id === seen.viewer, 'it is somebody else');
  field.person(seen, grant.me);
  field.clock(seen, grant.now);
  const claims: unknown = JSON.parse(Buffer.from(grant.access.split('.')[1] ?? '', 'base64url').toString());
  const own = z.strictObject({ sub: z.literal(seen.viewer), sid: z.string(), aud: z.string(), iat: z.int(), exp: z.int() });
  seen.demand(own.safeParse(claims).success, `the token says ${JSON.stringify(claims)}`);
}

/** Nobody is named in a log who was never a member, however often they were asked for. */
function strangersNamed({ record, moments, world }: Truth): string[] {
  const strangers: string[] = [];
  for (const [channel, events] of record.channels()) {
    const ever = new Set(
      moments.flatMap(({ states }) => states.flatMap(({ places }) => [...(places.get(channel)?.members.keys() ?? [])])),
    );
    for (const event of events) {
      const named = event.kind === 'message' ? [event.actor, ...(event.body.mentions ?? [])] : [event.actor];
      for (const person of named) {
        if (!ever.has(person)) strangers.push(`world ${world.nth}: ${person} is named in ${channel}, and never was a member.`);
      }
    }
  }
  return strangers;
}

/** What the viewer said itself may be repeated where it has to be: whom it watches, and of whom it may then know nothing. */
function askedOf(frame: Captured): string {
  if (frame.kind === 'answer') return frame.asked?.call === 'watch' ? JSON.stringify(frame.asked.input) : '';
  if (frame.kind !== 'push' || frame.name !== 'presence') return '';
  const { presences } = pushes.presence.parse(frame.value);
  return presences.flatMap(({ person, status }) => (status === 'unknown' ? [person] : [])).join(' ');
}

/** Where read cursors were set by asking. */
function cursorsIn(captures: readonly Capture[]): Map<string, Set<number>> {
  const cursors = new Map<string, Set<number>>();
  const add = (person: PersonId, channel: ChannelId, read: number) => {
    const key = cursorKey(person, channel);
    cursors.set(key, (cursors.get(key) ?? new Set()).add(read));
  };
  const Read = z.object({ ok: z.literal(true), value: calls.read.output });
  for (const { viewer, frames } of captures) {
    for (const frame of frames) {
      if (frame.kind !== 'answer' || frame.asked?.call !== 'read') continue;
      const answer = Read.safeParse(frame.answer).data;
      if (answer) add(viewer, calls.read.input.parse(frame.asked.input).channel, answer.value.read);
    }
  }
  return cursors;
}

function sentence(nth: number, viewer: PersonId, frame: Captured, finding: string): string {
  const asked = frame.kind === 'answer' ? ` ${frame.asked?.call}` : '';
  return `world ${nth}, ${viewer}: ${finding}.${asked} ${frame.text.slice(0, 500)}`;
}
