import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useEngine } from '../state/engine.ts';
import { useLink } from '../state/link.ts';
import { type LinkWords, linkWords } from './link-words.ts';
import { useNow } from './use-now.ts';

/** The link to the server, in words. A change of state is announced; the count of seconds is not. */
export function LinkStatus() {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useLink((link) => link.engine);
  const link = useLink((each) => each.link);
  const now = useNow(link.state === 'offline');
  const told = linkWords(state, link, now);
  const sentence = useSentence(told);
  return (
    <span className={`link-state link-state-${told.tone}`} data-link={state === 'up' ? link.state : state}>
      <Mark tone={told.tone} />
      <span role="status">{sentence.steady}</span>
      {sentence.ticking ? <span>{sentence.ticking}</span> : null}
      {told.tryNow ? (
        <button type="button" className="status-action" onClick={() => void engine.call('reconnect', {})}>
          {t('status.tryNow')}
        </button>
      ) : null}
    </span>
  );
}

function Mark({ tone }: { tone: LinkWords['tone'] }) {
  const Icon = tone === 'good' ? CircleCheck : tone === 'busy' ? LoaderCircle : CircleAlert;
  return <Icon size={12} aria-hidden />;
}

function useSentence({ words }: LinkWords): { steady: string; ticking?: string } {
  const { t } = useTranslation();
  const format = useFormat();
  switch (words.key) {
    case 'onlineLatency':
      return { steady: t('status.online'), ticking: `· ${t('status.ms', { ms: format.number(words.ms) })}` };
    case 'offline': {
      const retry = words.retryInSeconds > 0 ? t('status.retryIn', { seconds: words.retryInSeconds }) : t('status.retryNow');
      return { steady: t('status.offlineSince', { time: format.time(words.since) }), ticking: `· ${retry}` };
    }
    case 'refused':
      return { steady: t('status.refused', { sentence: words.sentence }) };
    default:
      return { steady: t(`status.${words.key}`) };
  }
}
