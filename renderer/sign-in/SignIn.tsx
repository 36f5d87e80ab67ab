import { Eye, EyeOff } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/errors.ts';
import { toProblem } from '../../shared/errors.ts';
import { Handle } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { type ProblemWords, problemWords } from './problem-words.ts';
import './sign-in.css';

type SignInProps = {
  /** The server as a person knows it: its host. */
  server: string;
  /** Why one is signed out, if there is a reason to tell. */
  problem: Problem | null;
};

/** Name and password. What goes wrong is told in a sentence, and nothing that was typed is lost. */
export function SignIn({ server, problem }: SignInProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [handle, setHandle] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(problem);

  const handleProblem =
    handle === '' ? t('signIn.handleMissing') : Handle.safeParse(handle).success ? null : t('signIn.handleInvalid');
  const passwordProblem = password === '' ? t('signIn.passwordMissing') : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const parsed = Handle.safeParse(handle);
    if (!parsed.success || passwordProblem || busy) return;
    setBusy(true);
    setRefusal(null);
    await engine.call('signIn', { handle: parsed.data, password }).catch((error: unknown) => setRefusal(toProblem(error)));
    setBusy(false);
  };

  return (
    <main className="sign-in">
      <form className="sign-in-form" onSubmit={(event) => void submit(event)} noValidate aria-labelledby="sign-in-title">
        <Mark />
        <h1 id="sign-in-title" className="sign-in-title">
          {t('app.name')}
        </h1>
        <p className="sign-in-server">
          {t('signIn.server')} <span className="mono">{server}</span>
        </p>
        <TextField
          label={t('signIn.handle')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={handle}
          problem={tried ? handleProblem : null}
          onChange={(event) => setHandle(event.target.value.trim())}
        />
        <TextField
          label={t('signIn.password')}
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          value={password}
          problem={tried ? passwordProblem : null}
          onChange={(event) => setPassword(event.target.value)}
          after={
            <IconButton
              className="sign-in-eye"
              label={t('signIn.showPassword')}
              aria-pressed={shown}
              icon={shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
              onClick={() => setShown(!shown)}
            />
          }
        />
        {refusal ? <Refusal words={problemWords(refusal)} server={server} /> : null}
        <Button type="submit" tone="primary" aria-disabled={busy} className="sign-in-submit">
          {busy ? t('signIn.busy') : t('signIn.submit')}
        </Button>
      </form>
    </main>
  );
}

function Refusal({ words, server }: { words: ProblemWords; server: string }) {
  const { t } = useTranslation();
  const sentence = () => {
    switch (words.key) {
      case 'unreachable':
        return t('signIn.unreachable', { server });
      case 'locked': {
        const time =
          words.minutes > 0 ? t('signIn.minutes', { count: words.minutes }) : t('signIn.seconds', { count: words.seconds });
        return `${words.sentence} ${t('signIn.lockedFor', { time })}`;
      }
      case 'told':
        return words.sentence;
      default:
        return t(`signIn.${words.key}`);
    }
  };
  return (
    <p className="sign-in-refusal" role="alert">
      {sentence()}
    </p>
  );
}

/** Panes and their mullions. */
function Mark() {
  return (
    <svg className="sign-in-mark" viewBox="0 0 40 30" width="40" height="30" aria-hidden="true" focusable="false">
      <rect x="0" y="0" width="12" height="14" rx="1.5" />
      <rect x="14" y="0" width="12" height="14" rx="1.5" className="sign-in-mark-lit" />
      <rect x="28" y="0" width="12" height="14" rx="1.5" />
      <rect x="0" y="16" width="12" height="14" rx="1.5" />
      <rect x="14" y="16" width="12" height="14" rx="1.5" />
      <rect x="28" y="16" width="12" height="14" rx="1.5" />
    </svg>
  );
}
