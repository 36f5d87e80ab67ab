import { afterEach, expect, test } from 'vitest';
import { grid, LAYOUT_VERSION, type Layout, PaneId } from '../../shared/layout.ts';
import { ChannelId } from '../../shared/model.ts';
import { setSpan, showList, useAlone } from './alone.ts';
import { activatePane, activePane, openChannel, useLayout } from './layout.ts';
import { normalised } from './layout-edits.ts';

const channel = (at: number) => ChannelId.parse(`0190a000-0000-7000-8000-00000000000${at}`);
const pane = (at: number) => PaneId.parse(`pane-${at}`);
const timeline = (at: number) => ({ kind: 'timeline' as const, id: pane(at), channel: channel(at) });
const desk: Layout = { version: LAYOUT_VERSION, root: normalised(grid([timeline(1), timeline(2)], 2)), active: pane(1) };

afterEach(() => {
  setSpan('wide');
  useLayout.setState({ layout: null });
});

test('in a narrow window a channel is shown in its own pane, or in a guest: no pane becomes another channel’s', () => {
  useLayout.setState({ layout: desk });
  setSpan('narrow');
  openChannel(channel(2));
  expect(activePane()).toEqual(timeline(2));
  openChannel(channel(3));
  expect(activePane()).toMatchObject({ kind: 'timeline', channel: channel(3) });
  expect(useLayout.getState().layout?.root).toEqual(desk.root);
  // The guest of one channel stays the same pane: what is typed in it stays in it.
  const guest = activePane();
  showList();
  openChannel(channel(3));
  expect(activePane()).toBe(guest);
  activatePane(pane(1));
  expect(activePane()).toEqual(timeline(1));
  expect(useAlone.getState()).toMatchObject({ shows: 'pane', guest: null });
});

test('a wide window shows all its panes, and has no guest; a mini view keeps what a narrow one showed', () => {
  useLayout.setState({ layout: desk });
  setSpan('narrow');
  openChannel(channel(3));
  setSpan('mini');
  expect(activePane()).toMatchObject({ channel: channel(3) });
  setSpan('wide');
  expect(activePane()).toEqual(timeline(1));
  openChannel(channel(3));
  expect(activePane()).toEqual({ ...timeline(3), id: pane(1) });
});

test('an empty place is there to be taken, in a narrow window too', () => {
  const empty: Layout = { ...desk, root: normalised(grid([{ kind: 'empty', id: pane(1) }, timeline(2)], 2)) };
  useLayout.setState({ layout: empty });
  setSpan('narrow');
  openChannel(channel(3));
  expect(useLayout.getState().layout?.root).toEqual(normalised(grid([{ ...timeline(3), id: pane(1) }, timeline(2)], 2)));
  expect(useAlone.getState().guest).toBeNull();
});
