import { type FocusEvent, memo, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pane } from '../../shared/layout.ts';
import { Composer } from '../composer/Composer.tsx';
import { useChannel, useChannelTitle } from '../state/channels.ts';
import { same } from '../state/keyed.ts';
import { activatePane, useIsActive } from '../state/layout.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { MenuHost } from '../ui/Menu.tsx';
import { EmptyPane } from './EmptyPane.tsx';
import { GonePane } from './GonePane.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import { PaneHeader } from './PaneHeader.tsx';

type TimelinePane = Extract<Pane, { kind: 'timeline' }>;

/** One pane: its header, and what it shows. Renders again only when it shows something else. */
export const PaneView = memo(
  function PaneView({ pane }: { pane: Pane }) {
    return <PaneBoundary>{pane.kind === 'timeline' ? <ChannelPane pane={pane} /> : <PlacePane pane={pane} />}</PaneBoundary>;
  },
  (before, after) => same(before.pane, after.pane),
);

function ChannelPane({ pane }: { pane: TimelinePane }) {
  const title = useChannelTitle(pane.channel);
  const kind = useChannel(pane.channel)?.channel.kind;
  const active = useIsActive(pane.id);
  const { id, channel } = pane;
  return (
    <Frame pane={pane} label={kind === 'direct' ? title : `#${title}`}>
      <PaneHeader pane={pane} />
      {kind === undefined ? (
        <GonePane pane={id} />
      ) : (
        <div className="pane-body" key={channel}>
          <Timeline channel={channel} pane={id} active={active} />
          <Composer channel={channel} pane={id} active={active} />
        </div>
      )}
    </Frame>
  );
}

function PlacePane({ pane }: { pane: Pane }) {
  const { t } = useTranslation();
  return (
    <Frame pane={pane} label={t('pane.empty')}>
      <PaneHeader pane={pane} />
      <EmptyPane pane={pane.id} />
    </Frame>
  );
}

function Frame({ pane, label, children }: { pane: Pane; label: string; children: ReactNode }) {
  const active = useIsActive(pane.id);
  const [host, setHost] = useState<HTMLElement | null>(null);
  const activate = useCallback(() => activatePane(pane.id), [pane.id]);
  const onFocus = useCallback(
    (event: FocusEvent<HTMLElement>) => {
      // Menus of the pane are its children here, but lie elsewhere on the page.
      if (event.currentTarget.contains(event.target)) activate();
    },
    [activate],
  );
  return (
    <section
      ref={setHost}
      className={active ? 'pane pane-active' : 'pane'}
      aria-label={label}
      tabIndex={-1}
      data-pane={pane.id}
      data-channel={pane.kind === 'timeline' ? pane.channel : undefined}
      data-active={active}
      onFocus={onFocus}
      onPointerDown={activate}
    >
      <MenuHost value={host}>{children}</MenuHost>
    </section>
  );
}
