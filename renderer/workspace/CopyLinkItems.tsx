import { useTranslation } from 'react-i18next';
import { addressOf, type MessageRef } from '../../shared/deep-links.ts';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { usePlatform } from '../platform/context.ts';
import { lastMessageSeen } from '../timeline/anchor.ts';
import { MenuItem } from '../ui/Menu.tsx';

/** Copies an address that leads here: only where such addresses are opened, in the desktop application. */
export function CopyLinkItems({ pane, channel }: { pane: PaneId; channel: ChannelId }) {
  const { t } = useTranslation();
  if (!usePlatform().outside) return null;
  const link = (message: MessageRef | null) => addressOf({ to: 'channel', channel, message });
  return (
    <>
      <MenuItem onSelect={() => copy(link(null))}>{t('links.copy')}</MenuItem>
      <MenuItem onSelect={() => copy(link(lastMessageSeen(scrollerOf(pane))))}>{t('links.copyMessage')}</MenuItem>
    </>
  );
}

function scrollerOf(pane: PaneId): Element | null {
  return document.querySelector(`[data-pane="${CSS.escape(pane)}"] .timeline-scroller`);
}

function copy(address: string): void {
  navigator.clipboard.writeText(address).catch((error: unknown) => console.warn('The link could not be copied.', error));
}
