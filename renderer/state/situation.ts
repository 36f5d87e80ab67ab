/** How things stand in this window, as far as commands need it. */
import type { Platform } from '../platform/platform.ts';
import { useAlone } from './alone.ts';
import { useChannels } from './channels.ts';
import type { Situation } from './command-list.ts';
import { activePane } from './layout.ts';

export function situationOf({ desks, windowForm }: Pick<Platform, 'desks' | 'windowForm'>): Situation {
  const wide = useAlone.getState().span === 'wide';
  const pane = activePane();
  return {
    wide,
    narrow: !wide,
    pane: pane !== null,
    channel: pane?.kind === 'timeline' && useChannels.getState().channels.has(pane.channel),
    desks: desks !== null,
    windowForm: windowForm !== null,
  };
}
