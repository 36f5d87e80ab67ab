import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PersonId, type Presence } from '../../shared/model.ts';
import { PresenceBoard, type Watcher } from './board.ts';

const [mara, pell, okoye] = [randomUUID(), randomUUID(), randomUUID()].map((id) => PersonId.parse(id));
if (!mara || !pell || !okoye) throw new Error('Three people.');

function watching(person: PersonId): Watcher & { told: Presence[][] } {
  const told: Presence[][] = [];
  return { person, told, tell: (_name, { presences }) => told.push(presences) };
}

describe('presence', () => {
  it('is told to those who watch, once, when it changes', () => {
    const board = new PresenceBoard({ maySee: () => true, now: () => 7 });
    const viewer = watching(mara);
    expect(board.watch(viewer, [okoye])).toEqual([{ person: okoye, status: 'offline' }]);
    board.arrived(okoye);
    board.choose(okoye, 'busy', 'till 10');
    board.flush();
    board.flush();
    expect(viewer.told).toEqual([[{ person: okoye, status: 'busy', note: 'till 10', since: 7 }]]);
    board.close();
  });

  it('holds while there is a connection at any gateway, and what was chosen at another is told as it was there', () => {
    const board = new PresenceBoard({ maySee: () => true, now: () => 7 });
    const viewer = watching(mara);
    board.watch(viewer, [okoye]);
    board.arrived(okoye);
    board.elsewhere(okoye, 2);
    board.flush();
    board.departed(watching(okoye));
    board.flush();
    expect(viewer.told).toEqual([[{ person: okoye, status: 'available', since: 7 }]]);
    board.restore(okoye, 'meeting', 'till 3', 5);
    board.flush();
    board.elsewhere(okoye, 0);
    board.flush();
    expect(viewer.told.slice(1)).toEqual([
      [{ person: okoye, status: 'meeting', note: 'till 3', since: 5 }],
      [{ person: okoye, status: 'offline', note: 'till 3', since: 7 }],
    ]);
    board.close();
  });

  it('is unknown, never offline, to those who may not see it, and nothing of it reaches them', () => {
    const board = new PresenceBoard({ maySee: (viewer, person) => viewer === person });
    const viewer = watching(mara);
    const nobody = PersonId.parse(randomUUID());
    expect(board.watch(viewer, [pell, nobody])).toEqual([
      { person: pell, status: 'unknown' },
      { person: nobody, status: 'unknown' },
    ]);
    board.arrived(pell);
    board.choose(pell, 'phone', 'secret');
    board.flush();
    expect(viewer.told).toEqual([]);
    board.close();
  });

  it('comes and goes with the right to see it', () => {
    let shared = false;
    const board = new PresenceBoard({ maySee: () => shared, now: () => 7 });
    const viewer = watching(mara);
    board.arrived(pell);
    board.watch(viewer, [pell]);
    shared = true;
    board.visibilityChanged(mara, [viewer]);
    board.flush();
    shared = false;
    board.visibilityChanged(pell, []);
    board.flush();
    expect(viewer.told).toEqual([[{ person: pell, status: 'available', since: 7 }], [{ person: pell, status: 'unknown' }]]);
    board.close();
  });

  it('C2 is what a computer says while it is said, told to others without the choice behind it, and the choice again after', () => {
    const board = new PresenceBoard({ maySee: () => true, now: () => 7 });
    const [viewer, own] = [watching(mara), watching(okoye)];
    board.watch(viewer, [okoye]);
    board.watch(own, [okoye]);
    board.arrived(okoye);
    board.choose(okoye, 'busy', null);
    board.flush();
    board.choose(okoye, 'busy', null, 'dnd');
    board.flush();
    expect(viewer.told.at(-1)).toEqual([{ person: okoye, status: 'dnd', since: 7 }]);
    expect(own.told.at(-1)).toEqual([{ person: okoye, status: 'dnd', since: 7, automatic: true, chosen: 'busy' }]);
    board.choose(okoye, 'meeting', null, 'dnd');
    board.flush();
    expect(viewer.told).toHaveLength(2);
    expect(own.told.at(-1)).toMatchObject([{ automatic: true, chosen: 'meeting' }]);
    board.choose(okoye, 'meeting', null);
    board.flush();
    expect([viewer.told.at(-1), own.told.at(-1)]).toEqual(Array(2).fill([{ person: okoye, status: 'meeting', since: 7 }]));
    board.close();
  });

  it('C2 is the choice again for whoever comes back after their computer ended while it spoke for them', () => {
    const board = new PresenceBoard({ maySee: () => true, now: () => 7 });
    board.arrived(okoye);
    board.choose(okoye, 'phone', null, 'away');
    expect(board.seenBy(mara, okoye).status).toBe('away');
    board.departed(watching(okoye));
    expect(board.seenBy(mara, okoye).status).toBe('offline');
    board.elsewhere(okoye, 1);
    expect(board.seenBy(mara, okoye)).toEqual({ person: okoye, status: 'phone', since: 7 });
    board.close();
  });

  it('outlasts a disconnection only where the words do', () => {
    const board = new PresenceBoard({ maySee: () => true, now: () => 7 });
    const connection = watching(okoye);
    board.arrived(okoye);
    board.choose(okoye, 'meeting', null);
    board.departed(connection);
    expect(board.seenBy(mara, okoye).status).toBe('offline');
    board.choose(okoye, 'out-of-office', null);
    expect(board.seenBy(mara, okoye).status).toBe('out-of-office');
    board.close();
  });
});
