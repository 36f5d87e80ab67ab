import { type ILayoutApi, TabNode, Layout as Tiles } from 'flexlayout-react';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Pane } from '../../shared/layout.ts';
import { useAlone, useIsAlone } from '../state/alone.ts';
import { activatePane, activePane, useLayout } from '../state/layout.ts';
import { useUi } from '../state/ui.ts';
import { type PaneDrag, PaneDragProvider } from './drag.ts';
import { focusPane } from './focus.ts';
import { leastRoom } from './layout.ts';
import { PaneView } from './PaneView.tsx';
import { TabTitle } from './TabTitle.tsx';
import { createTiling } from './tiling.ts';
import { useCaretActs } from './use-caret-acts.ts';
import { WindowTitle } from './WindowTitle.tsx';
import { useWindowDrag } from './window-drag.ts';
import './workspace.css';

/** The panes of this window. The only file that shows the tiling library. */
export function Workspace() {
  const { t } = useTranslation();
  const [tiling, setTiling] = useState<ReturnType<typeof createTiling> | null>(null);
  useEffect(() => {
    const { layout } = useLayout.getState();
    if (!layout) return;
    const made = createTiling(layout);
    setTiling(made);
    return () => made.stop();
  }, []);
  useFocusOnRequest();
  useCaretActs();
  const alone = useIsAlone();
  const guest = useAlone((state) => state.guest);
  const root = useLayout(({ layout }) => layout?.root);
  const least = useMemo(() => (root ? leastRoom(root) : { width: 0, height: 0 }), [root]);
  return (
    <main className="workspace" aria-label={t('app.workspace')} data-testid="workspace" data-alone={alone || undefined}>
      <WindowTitle />
      {tiling ? (
        <div
          className="tiles-room"
          style={alone ? undefined : { minWidth: least.width, minHeight: least.height }}
          hidden={guest !== null}
        >
          <Tiled tiling={tiling} />
        </div>
      ) : null}
      {guest ? <PaneView key={guest.id} pane={guest} /> : null}
    </main>
  );
}

function Tiled({ tiling }: { tiling: ReturnType<typeof createTiling> }) {
  const { t } = useTranslation();
  const model = useSyncExternalStore(tiling.subscribe, tiling.model);
  const tiles = useRef<ILayoutApi>(null);
  const drag = useCallback<PaneDrag>(
    (event, pane) => {
      const node = model.getNodeById(pane);
      if (node instanceof TabNode) tiles.current?.moveTabWithDragAndDrop(event.nativeEvent, node);
    },
    [model],
  );
  const across = useWindowDrag(tiles);
  return (
    <PaneDragProvider value={drag}>
      <div className="tiles" {...across.around}>
        <Tiles
          ref={tiles}
          model={model}
          factory={paneOf}
          onModelChange={(_, action) => tiling.changed(action)}
          onAction={(action) => across.intercept(action, model)}
          onExternalDrag={across.accept}
          onRenderTab={(node, values) => {
            const pane = Pane.safeParse(node.getConfig());
            if (pane.success) values.content = <TabTitle pane={pane.data} />;
          }}
          onAuxMouseClick={() => {}}
          i18nTranslator={(key) => (key === 'flexlayout.ui.splitter' ? t('pane.splitter') : key)}
          supportsPopout={false}
          invalidateTabContentOnParentRender={false}
          tabDragSpeed={0}
        />
      </div>
    </PaneDragProvider>
  );
}

function paneOf(node: TabNode) {
  const pane = Pane.safeParse(node.getConfig());
  return pane.success ? <PaneView pane={pane.data} /> : null;
}

function useFocusOnRequest() {
  const asked = useUi((state) => state.paneAsked);
  const seen = useRef(asked);
  useEffect(() => {
    if (asked === seen.current) return;
    seen.current = asked;
    const active = activePane()?.id;
    if (active) {
      activatePane(active);
      focusPane(active);
    }
  }, [asked]);
}
