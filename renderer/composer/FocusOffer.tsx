/**
 * Keys that are typed while no field has the focus send nothing and write nothing: the active pane says so, and which key brings the caret
 * there. F2 always does; Enter where it has no other meaning, once it has been offered.
 */
import { Keyboard } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '../../shared/model.ts';
import { useUi } from '../state/ui.ts';
import { focusedOf, wouldWrite } from './stray-key.ts';
import { useAddress } from './use-address.ts';

/** So long (ms) after the last such key it is said. */
const SAID_MS = 8_000;

type Offer = 'offerEnter' | 'offerKey';

type FocusOfferProps = {
  channel: ChannelId;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Brings the caret into the field. */
  onTake(): void;
};

export function FocusOffer({ channel, field, onTake }: FocusOfferProps) {
  const { t } = useTranslation();
  const to = useAddress(channel);
  const offer = useOffer(field, onTake);
  return (
    <div role="status">
      {offer && (
        <p className="composer-note composer-offer">
          <Keyboard size={14} aria-hidden />
          <span>{t(`guard.${offer}`, { to })}</span>
        </p>
      )}
    </div>
  );
}

function useOffer(field: FocusOfferProps['field'], onTake: FocusOfferProps['onTake']): Offer | null {
  const [offer, setOffer] = useState<Offer | null>(null);
  const now = useRef({ offer, onTake });
  now.current = { offer, onTake };
  useEffect(() => {
    if (!offer) return;
    const timer = window.setTimeout(() => setOffer(null), SAID_MS);
    return () => window.clearTimeout(timer);
  }, [offer]);
  useEffect(() => {
    const isReachable = () =>
      useUi.getState().dialog === null && field.current?.checkVisibility() === true && !field.current.closest('[inert]');
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !isReachable()) return;
      const focused = focusedOf(document.activeElement);
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey && !event.repeat;
      const takes = event.key === 'F2' || (event.key === 'Enter' && now.current.offer !== null && focused === 'nothing');
      if (takes && isPlain && document.activeElement !== field.current) {
        event.preventDefault();
        now.current.onTake();
      } else if (focused !== 'letters' && wouldWrite({ ...pick(event), altGraph: event.getModifierState('AltGraph') })) {
        setOffer(focused === 'nothing' ? 'offerEnter' : 'offerKey');
      } else if (event.key === 'Escape') setOffer(null);
    };
    const onFocusIn = () => focusedOf(document.activeElement) === 'letters' && setOffer(null);
    window.addEventListener('keydown', onKeyDown);
    document.addEventListener('focusin', onFocusIn);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('focusin', onFocusIn);
    };
  }, [field]);
  return offer;
}

function pick({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) {
  return { key, ctrlKey, altKey, metaKey };
}
