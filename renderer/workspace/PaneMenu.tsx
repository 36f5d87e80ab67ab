import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayoutNode, Pane } from '../../shared/layout.ts';
import { useIsAlone } from '../state/alone.ts';
import { useChannel, useChannelTitle } from '../state/channels.ts';
import { useEngine } from '../state/engine.ts';
import { useLayout } from '../state/layout.ts';
import { cellHolding } from '../state/layout-edits.ts';
import { neighbour } from '../state/layout-geometry.ts';
import { openDialog } from '../state/ui.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { IconButton } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuSeparator, Submenu } from '../ui/Menu.tsx';
import { CopyLinkItems } from './CopyLinkItems.tsx';
import { closePane, movePane, resizePane, splitPane, stackPane, unstackPane } from './commands.ts';
import { MiniViewItem } from './MiniViewItem.tsx';
import { MoveToItems } from './MoveToItems.tsx';

/** Everything that can be done to a pane and its channel, without dragging. Its items are made only when it is open. */
export function PaneMenu({ pane }: { pane: Pane }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const title = useChannelTitle(pane.kind === 'timeline' ? pane.channel : undefined);
  const label = title ? t('pane.menu', { name: title }) : t('pane.emptyMenu');
  return (
    <Menu
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton className="pane-menu" label={label} icon={<Ellipsis size={16} aria-hidden />} data-pane-menu={pane.id} />
      }
    >
      {open ? <PaneMenuItems pane={pane} /> : null}
    </Menu>
  );
}

function PaneMenuItems({ pane }: { pane: Pane }) {
  const alone = useIsAlone();
  const root = useLayout((state) => state.layout?.root);
  if (!root) return null;
  const stack = cellHolding(root, pane.id)?.panes ?? [];
  return (
    <>
      {alone ? <MiniViewItem /> : null}
      {pane.kind === 'timeline' ? <ChannelItems pane={pane} /> : null}
      {alone ? null : (
        <>
          <MiniViewItem />
          <LayoutItems pane={pane} root={root} stack={stack} />
        </>
      )}
      {alone && stack.length > 0 ? <MoveToItems pane={pane} stack={stack} /> : null}
    </>
  );
}

type LayoutItemsProps = { pane: Pane; root: LayoutNode; stack: readonly Pane[] };

/** What changes the layout: only where all of it is seen, but for a move to another window. */
function LayoutItems({ pane, root, stack }: LayoutItemsProps) {
  const { id } = pane;
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const beside = {
    left: neighbour(root, id, 'left') !== null,
    right: neighbour(root, id, 'right') !== null,
    up: neighbour(root, id, 'up') !== null,
    down: neighbour(root, id, 'down') !== null,
  };
  const isStacked = stack.length > 1;
  const across = beside.left || beside.right;
  const along = beside.up || beside.down;
  return (
    <>
      <MenuItem shortcut={keysOf('splitRight')} onSelect={() => splitPane(id, 'right')}>
        {t('pane.splitRight')}
      </MenuItem>
      <MenuItem shortcut={keysOf('splitDown')} onSelect={() => splitPane(id, 'down')}>
        {t('pane.splitDown')}
      </MenuItem>
      <Submenu label={t('pane.move')}>
        <MenuItem disabled={!beside.left} onSelect={() => movePane(id, 'left')}>
          {t('pane.moveLeft')}
        </MenuItem>
        <MenuItem disabled={!beside.right} onSelect={() => movePane(id, 'right')}>
          {t('pane.moveRight')}
        </MenuItem>
        <MenuItem disabled={!beside.up} onSelect={() => movePane(id, 'up')}>
          {t('pane.moveUp')}
        </MenuItem>
        <MenuItem disabled={!beside.down} onSelect={() => movePane(id, 'down')}>
          {t('pane.moveDown')}
        </MenuItem>
      </Submenu>
      <MoveToItems pane={pane} stack={stack} />
      <Submenu label={t('pane.resize')}>
        <MenuItem disabled={!across} onSelect={() => resizePane(id, 'right')}>
          {t('pane.wider')}
        </MenuItem>
        <MenuItem disabled={!across} onSelect={() => resizePane(id, 'left')}>
          {t('pane.narrower')}
        </MenuItem>
        <MenuItem disabled={!along} onSelect={() => resizePane(id, 'down')}>
          {t('pane.taller')}
        </MenuItem>
        <MenuItem disabled={!along} onSelect={() => resizePane(id, 'up')}>
          {t('pane.shorter')}
        </MenuItem>
      </Submenu>
      <Submenu label={t('pane.stack')}>
        <MenuItem disabled={!beside.left} onSelect={() => stackPane(id, 'left')}>
          {t('pane.stackLeft')}
        </MenuItem>
        <MenuItem disabled={!beside.up} onSelect={() => stackPane(id, 'up')}>
          {t('pane.stackUp')}
        </MenuItem>
        <MenuItem disabled={!isStacked} onSelect={() => unstackPane(id)}>
          {t('pane.unstack')}
        </MenuItem>
      </Submenu>
      <MenuSeparator />
      <MenuItem shortcut={keysOf('closePane')} onSelect={() => closePane(id)}>
        {t('pane.close')}
      </MenuItem>
    </>
  );
}

function ChannelItems({ pane }: { pane: Extract<Pane, { kind: 'timeline' }> }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const view = useChannel(pane.channel);
  if (!view) return null;
  const { channel } = pane;
  const named = view.channel.kind !== 'direct';
  return (
    <>
      <MenuItem disabled={view.unread === 0} onSelect={() => void engine.call('read', { channel, seq: view.head })}>
        {t('pane.markRead')}
      </MenuItem>
      {named ? (
        <>
          <MenuItem onSelect={() => openDialog({ kind: 'invite', channel })}>{t('channel.invite')}</MenuItem>
          <MenuItem onSelect={() => openDialog({ kind: 'rename', channel })}>{t('channel.rename')}</MenuItem>
          <MenuItem onSelect={() => openDialog({ kind: 'topic', channel })}>{t('channel.topic')}</MenuItem>
          <MenuItem danger onSelect={() => openDialog({ kind: 'leave', channel })}>
            {t('channel.leave')}
          </MenuItem>
        </>
      ) : null}
      <CopyLinkItems pane={pane.id} channel={channel} />
      <MenuSeparator />
    </>
  );
}
