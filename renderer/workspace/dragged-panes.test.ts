import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PaneId } from '../../shared/layout.ts';
import { draggedFrom, draggedText } from './dragged-panes.ts';

test('A3 what a drag carries is read as it was written; anything else is none of ours', () => {
  const dragged = { window: 'torn-1', panes: [PaneId.parse('a'), PaneId.parse('b')] };
  expect(draggedFrom(draggedText(dragged))).toEqual(dragged);
  expect(draggedFrom('')).toBeNull();
  expect(draggedFrom('{"window":"../x","panes":["a"]}')).toBeNull();
  expect(draggedFrom('{"window":"main","panes":[]}')).toBeNull();
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => draggedFrom(text) === null));
});
