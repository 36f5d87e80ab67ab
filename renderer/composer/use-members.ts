/** Who can be mentioned in a channel: asked for when one begins to write, and again when the composer gets the focus. */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ChannelId, Person, PersonId } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { usePeople } from '../state/people.ts';

export type Members = {
  /** Empty until they are known. */
  people: readonly Person[];
  /** Looks a handle (lower case) up; where the members are not known, among everyone known. */
  byHandle(handle: string): PersonId | undefined;
  /** Asks for them. */
  load(): void;
};

const none: readonly Person[] = [];

export function useMembers(channel: ChannelId): Members {
  const engine = useEngine();
  const [people, setPeople] = useState<readonly Person[]>(none);
  const loading = useRef(false);
  const load = useCallback(() => {
    if (loading.current) return;
    loading.current = true;
    engine
      .call('members', { channel })
      .then(({ members }) => {
        const known = usePeople.getState().people;
        setPeople(members.flatMap(({ person }) => known.get(person) ?? []));
      })
      .catch((error: unknown) => console.warn('The members of a channel could not be listed.', error))
      .finally(() => {
        loading.current = false;
      });
  }, [engine, channel]);
  const byHandle = useCallback(
    (handle: string) => {
      const among = people.length ? people : [...usePeople.getState().people.values()];
      return among.find((person) => person.handle.toLowerCase() === handle)?.id;
    },
    [people],
  );
  return useMemo(() => ({ people, byHandle, load }), [people, byHandle, load]);
}
