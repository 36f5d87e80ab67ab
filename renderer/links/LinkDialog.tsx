/** Where a link cannot simply be followed: it asks before anything is joined or begun, or says why nothing comes of it. */
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, toProblem } from '../../shared/errors.ts';
import type { Person } from '../../shared/model.ts';
import type { Reveal } from '../../shared/reveal.ts';
import { useAct } from '../state/act.ts';
import { useEngine } from '../state/engine.ts';
import { useMe } from '../state/me.ts';
import { revealChannel } from '../state/reveal.ts';
import { closeDialog } from '../state/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { DialogForm } from '../ui/DialogForm.tsx';

export function LinkDialog({ reveal }: { reveal: Reveal }) {
  switch (reveal.to) {
    case 'channel':
      return <JoinChannel reveal={reveal} />;
    case 'person':
      return <WriteToPerson handle={reveal.handle} />;
    case 'nothing':
      return <Refused fault={reveal.fault} />;
  }
}

function JoinChannel({ reveal: { channel, message } }: { reveal: Extract<Reveal, { to: 'channel' }> }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const join = () =>
    act.run(
      () => engine.call('join', { channel }),
      () => {
        closeDialog();
        revealChannel(channel, message);
      },
    );
  return (
    <Dialog title={t('links.joinTitle')} closeLabel={t('common.close')} onClose={closeDialog}>
      <DialogForm act={act} label={t('links.join')} cancelLabel={t('common.cancel')} onSubmit={join}>
        <p>{t('links.joinText')}</p>
      </DialogForm>
    </Dialog>
  );
}

type Found =
  | { state: 'looking' }
  | { state: 'found'; person: Person }
  | { state: 'nobody' }
  | { state: 'failed'; problem: Problem };

function WriteToPerson({ handle }: { handle: string }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const me = useMe((state) => state.me?.person.handle);
  const found = usePersonCalled(handle);
  const write = (person: Person) =>
    act.run(
      () => engine.call('create', { kind: 'direct', with: person.id }),
      ({ channel }) => {
        closeDialog();
        revealChannel(channel, null);
      },
    );
  if (handle === me) return <Words>{t('links.yourself')}</Words>;
  if (found.state === 'looking') return <Words>{t('links.looking', { handle })}</Words>;
  if (found.state === 'failed') return <Words>{found.problem.message}</Words>;
  if (found.state === 'nobody') return <Words>{t('links.nobody', { handle })}</Words>;
  const { person } = found;
  return (
    <Dialog title={t('links.writeTitle')} closeLabel={t('common.close')} onClose={closeDialog}>
      <DialogForm act={act} label={t('links.write')} cancelLabel={t('common.cancel')} onSubmit={() => write(person)}>
        <p>{t('links.writeText', { name: person.name })}</p>
      </DialogForm>
    </Dialog>
  );
}

/** Whom the directory knows by exactly this handle. */
function usePersonCalled(handle: string): Found {
  const engine = useEngine();
  const [found, setFound] = useState<Found>({ state: 'looking' });
  useEffect(() => {
    let current = true;
    const tell = (next: Found) => current && setFound(next);
    engine.call('directory', { query: handle }).then(
      ({ people }) => {
        const person = people.find((each) => each.handle === handle);
        tell(person ? { state: 'found', person } : { state: 'nobody' });
      },
      (error: unknown) => tell({ state: 'failed', problem: toProblem(error) }),
    );
    return () => {
      current = false;
    };
  }, [engine, handle]);
  return found;
}

function Refused({ fault }: { fault: string }) {
  const { t } = useTranslation();
  return <Words>{t('links.refused', { code: fault })}</Words>;
}

/** A sentence, and the way out. */
function Words({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('links.title')} closeLabel={t('common.close')} onClose={closeDialog}>
      <p role="status">{children}</p>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.close')}</Button>
      </div>
    </Dialog>
  );
}
