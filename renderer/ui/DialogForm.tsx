import { Dialog as Radix } from 'radix-ui';
import type { FormEvent, ReactNode } from 'react';
import { Button } from './Button.tsx';

type DialogFormProps = {
  /** What the button says that does it. */
  label: string;
  cancelLabel: string;
  /** How what it does fares: under way, or the sentence of what went wrong. */
  act: { busy: boolean; problem: string | null };
  danger?: boolean;
  /** There is nothing to do yet. */
  disabled?: boolean;
  onSubmit: () => void;
  children: ReactNode;
};

/** What a dialog asks for, and its foot: what went wrong, the way out, and the button that does it (Enter does too). */
export function DialogForm({ label, cancelLabel, act, danger = false, disabled = false, onSubmit, children }: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!disabled) onSubmit();
  };
  return (
    <form className="dialog-form" onSubmit={submit} noValidate>
      {children}
      {act.problem ? (
        <p className="field-problem" role="alert">
          {act.problem}
        </p>
      ) : null}
      <div className="dialog-actions">
        <Radix.Close asChild>
          <Button>{cancelLabel}</Button>
        </Radix.Close>
        <Button type="submit" tone={danger ? 'danger' : 'primary'} disabled={disabled} aria-disabled={act.busy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
