/** All desks and which of them is shown, and what can be done to them. Pure. There is always at least one, and one is current. */
import { type Arrangement, type Desk, type DeskId, type DeskList, LONGEST_DESK_NAME, MOST_DESKS } from '../../shared/desks.ts';
import { MullionError } from '../../shared/errors.ts';

export type Desks = { current: DeskId; desks: readonly Desk[] };

/** The one desk of a fresh installation, which nobody has named. */
export const FIRST_DESK = 'main';

export function oneDesk(arrangement: Arrangement): Desks {
  return { current: FIRST_DESK, desks: [{ id: FIRST_DESK, name: null, ...arrangement }] };
}

/** The desk of that id; refuses with `not-found`. */
export function deskOf({ desks }: Desks, id: DeskId): Desk {
  const desk = desks.find((each) => each.id === id);
  if (!desk) throw new MullionError('not-found', 'There is no such desk any more.');
  return desk;
}

export function currentDesk(all: Desks): Desk {
  return deskOf(all, all.current);
}

/** The same with the current desk as its windows are now. */
export function kept(all: Desks, { windows, places }: Arrangement): Desks {
  return withDesk(all, { ...currentDesk(all), windows, places });
}

/**
 * The same with one more desk behind the others; its name gets a number where another has it already. Refuses with `too-large`
 * when there are too many, and with `already-exists` when a window of it is on a desk already.
 */
export function added(all: Desks, desk: Desk): Desks {
  if (all.desks.length >= MOST_DESKS)
    throw new MullionError('too-large', `There are ${MOST_DESKS} desks already. Delete one first.`);
  const names = desk.windows.map(({ id }) => id);
  const taken = new Set(all.desks.flatMap(({ windows }) => windows.map(({ id }) => id)));
  if (new Set(names).size < names.length || names.some((name) => taken.has(name)))
    throw new MullionError('already-exists', 'A window of this desk is on a desk already.');
  if (all.desks.some(({ id }) => id === desk.id)) throw new MullionError('already-exists');
  return { ...all, desks: [...all.desks, { ...desk, name: desk.name && freeName(all, desk.name) }] };
}

/** The same with a desk under another name; refuses with `already-exists` where another desk has it. */
export function renamed(all: Desks, id: DeskId, name: string): Desks {
  const desk = deskOf(all, id);
  if (all.desks.some((each) => each.id !== id && sameName(each.name, name)))
    throw new MullionError('already-exists', 'Another desk has this name.');
  return withDesk(all, { ...desk, name });
}

/** The same without a desk. The last one, and the one that is shown, cannot go: refuses with `not-allowed`. */
export function removed(all: Desks, id: DeskId): Desks {
  deskOf(all, id);
  if (all.desks.length === 1) throw new MullionError('not-allowed', 'The last desk cannot be deleted.');
  if (all.current === id) throw new MullionError('not-allowed', 'Switch to another desk first.');
  return { ...all, desks: all.desks.filter((each) => each.id !== id) };
}

/** The same with another desk shown. */
export function turnedTo(all: Desks, id: DeskId): Desks {
  return { ...all, current: deskOf(all, id).id };
}

/** The desk to show when this one is to go: the one before it, or the next; null when it is the only one. */
export function besides({ desks }: Desks, id: DeskId): DeskId | null {
  const at = desks.findIndex((each) => each.id === id);
  return (desks[at - 1] ?? desks[at + 1])?.id ?? null;
}

export function listed({ current, desks }: Desks): DeskList {
  return { current, desks: desks.map(({ id, name, windows }) => ({ id, name, windows: windows.map((each) => each.id) })) };
}

/** The name, or with the first number behind it that makes it another than all there are. */
function freeName({ desks }: Desks, wanted: string): string {
  const isTaken = (name: string) => desks.some((each) => sameName(each.name, name));
  if (!isTaken(wanted)) return wanted;
  const stem = wanted.replace(/ \d{1,3}$/, '');
  for (let number = 2; ; number += 1) {
    const name = `${stem.slice(0, LONGEST_DESK_NAME - 4)} ${number}`;
    if (!isTaken(name)) return name;
  }
}

function sameName(one: string | null, other: string): boolean {
  return one !== null && one.toLocaleLowerCase() === other.toLocaleLowerCase();
}

function withDesk(all: Desks, desk: Desk): Desks {
  return { ...all, desks: all.desks.map((each) => (each.id === desk.id ? desk : each)) };
}
