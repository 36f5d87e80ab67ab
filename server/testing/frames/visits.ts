/** What goes over HTTP: signing in, refreshing, signing out, and what anybody may ask. All that is answered is kept. */
import type { Person, PersonId } from '../../../shared/model.ts';
import { Grant } from '../../../shared/protocol.ts';
import type { Life } from './life.ts';
import type { Viewer } from './viewer.ts';

/** An answer as it came: the status, every header but the clock's, the body. */
type Answer = { status: number; text: string; body: unknown };

/** A session begun by a ticket, and refreshed once. */
export async function signIn(life: Life, person: Person): Promise<{ access: string; refresh: string }> {
  const ticket = await life.way.ticketFor(person.id);
  const first = Grant.parse((await post(life, person.id, 'sign-in', { ticket })).body);
  const { access, refresh = '' } = Grant.parse((await post(life, person.id, 'refresh', { refresh: first.refresh })).body);
  return { access, refresh };
}

export async function signOut(life: Life, viewer: Viewer): Promise<void> {
  await post(life, viewer.person.id, 'sign-out', { refresh: viewer.session });
}

export async function post(life: Life, viewer: PersonId, route: string, body: unknown): Promise<Answer> {
  const answer = await fetch(`${life.way.url}/api/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return await keep(life, viewer, route, answer);
}

/** What needs no sign-in. */
export async function get(life: Life, viewer: PersonId, path: string): Promise<Answer> {
  return await keep(life, viewer, path, await fetch(`${life.way.url}${path}`));
}

async function keep(life: Life, viewer: PersonId, route: string, answer: Response): Promise<Answer> {
  const said = await answer.text();
  const headers = [...answer.headers].filter(([name]) => name !== 'date').map(([name, value]) => `${name}: ${value}`);
  const text = [`HTTP ${answer.status}`, ...headers, '', said].join('\n');
  const body: unknown = answer.headers.get('content-type')?.includes('json') ? JSON.parse(said) : said;
  const { status } = answer;
  const stamp = { moment: life.timeline.now, at: Date.now() };
  life.visits.push({ viewer, frames: [{ kind: 'http', route, status, body, text, ...stamp }] });
  return { status, text, body };
}
