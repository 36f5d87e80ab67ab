/** How a person is seen by somebody else. */
import type { PresenceStatus } from '../../shared/model.ts';
import type { TestServer } from '../fixtures/server.ts';

/** Asks, each time anew, what a colleague is told of this person's presence. */
export async function presenceOf(server: TestServer, handle: string): Promise<() => Promise<PresenceStatus>> {
  const colleague = await server.speaker('kaur');
  const { people } = await colleague.call('directory', { query: handle, limit: 10 });
  const person = people.find((each) => each.handle === handle)?.id;
  if (person === undefined) throw new Error(`Nobody is called ${handle}.`);
  return async () => {
    const { presences } = await colleague.call('watch', { people: [person] });
    return presences[0]?.status ?? 'unknown';
  };
}
