import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersonId } from '../../shared/model.ts';
import { Peers, SILENT_MS } from './peers.ts';

const people = Array.from({ length: 4 }, () => PersonId.parse(randomUUID()));
const nodes = ['a', 'b', 'c'];

describe('the other gateways', () => {
  it('total what each said last, whatever is said in between', () => {
    const said = fc.array(
      fc.record({
        node: fc.constantFrom(...nodes),
        roll: fc.boolean(),
        counts: fc.array(fc.tuple(fc.constantFrom(...people), fc.nat(3)), { maxLength: 4 }),
      }),
    );
    fc.assert(
      fc.property(said, (messages) => {
        const peers = new Peers();
        for (const node of nodes) peers.heard(node, 0);
        const truth = new Map(nodes.map((node) => [node, new Map<PersonId, number>()]));
        for (const { node, roll, counts } of messages) {
          const before = people.map((person) => peers.total(person));
          const changed = peers.count(node, counts, roll);
          const own = roll ? new Map<PersonId, number>() : (truth.get(node) ?? new Map());
          for (const [person, connections] of counts) own.set(person, connections);
          truth.set(node, own);
          people.forEach((person, at) => {
            const total = nodes.reduce((sum, each) => sum + (truth.get(each)?.get(person) ?? 0), 0);
            expect(peers.total(person)).toBe(total);
            // Whoever's total has moved is named; others may be.
            if (total !== before[at]) expect(changed.has(person)).toBe(true);
          });
        }
      }),
    );
  });

  it('are gone, and their connections with them, once they are silent for long', () => {
    const [mara, pell] = people;
    if (!mara || !pell) throw new Error('Two people.');
    const peers = new Peers();
    expect(peers.heard('a', 0)).toBe(true);
    expect(peers.heard('b', 0)).toBe(true);
    peers.count('a', [[mara, 2]], true);
    peers.count('b', [[pell, 1]], true);
    expect(peers.heard('b', SILENT_MS)).toBe(false);
    expect(peers.sweep(SILENT_MS)).toEqual(new Set());
    expect(peers.sweep(SILENT_MS + 1)).toEqual(new Set([mara]));
    expect([peers.total(mara), peers.total(pell), peers.size()]).toEqual([0, 1, 1]);
    // One that was only frozen is new again, and what it says before its roll is not taken for all of it.
    expect(peers.count('a', [[mara, 1]], false)).toEqual(new Set());
    expect(peers.heard('a', SILENT_MS + 2)).toBe(true);
  });
});
