/** The composer's caret and selection: kept with the pane's place, and put back once its draft is there. The focus stays where it is. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Place } from '../../shared/engine-api.ts';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { placesOf } from '../state/places.ts';

export type Selection = {
  /** The person writes: what was kept is over. */
  touched(): void;
};

export function useSelection(
  field: RefObject<HTMLTextAreaElement | null>,
  pane: PaneId,
  channel: ChannelId,
  text: string,
): Selection {
  const engine = useEngine();
  const [kept, setKept] = useState<Place['selection']>(null);
  const over = useRef(false);
  useEffect(() => {
    let gone = false;
    void placesOf(engine)
      .opened(pane, channel)
      .then((place) => !gone && setKept(place?.selection ?? null));
    return () => {
      gone = true;
    };
  }, [engine, pane, channel]);
  useLayoutEffect(() => {
    if (over.current || !kept || !field.current || text === '' || text.length < kept[1]) return;
    over.current = true;
    field.current.setSelectionRange(...kept);
  }, [field, kept, text]);
  useEffect(() => {
    const follow = () => {
      const element = field.current;
      if (!element || document.activeElement !== element) return;
      placesOf(engine).set(pane, channel, { selection: [element.selectionStart, element.selectionEnd] });
    };
    document.addEventListener('selectionchange', follow);
    return () => document.removeEventListener('selectionchange', follow);
  }, [field, engine, pane, channel]);
  const touched = useCallback(() => {
    over.current = true;
  }, []);
  return { touched };
}
