import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  label: string;
  note?: string;
  problem?: string | null;
  after?: ReactNode;
};

/** A labelled line of text; a note says what it is for, a problem what is wrong with it. */
export function TextField({ label, note, problem, after, className, ...rest }: TextFieldProps) {
  const id = useId();
  const describedBy = [note ? `${id}-note` : null, problem ? `${id}-problem` : null].filter(Boolean).join(' ');
  return (
    <div className={classNames('field', className)}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="field-line">
        <input
          {...rest}
          id={id}
          className="field-input"
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy || undefined}
        />
        {after}
      </span>
      {note ? (
        <span className="field-note" id={`${id}-note`}>
          {note}
        </span>
      ) : null}
      {problem ? (
        <span className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </span>
      ) : null}
    </div>
  );
}

type CheckFieldProps = { label: string; checked: boolean; problem?: string | null; onChange: (checked: boolean) => void };

/** Something that is on or off. */
export function CheckField({ label, checked, problem, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="choice-option">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={problem ? id : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      {problem ? (
        <span className="field-problem" id={id} role="alert">
          {problem}
        </span>
      ) : null}
    </div>
  );
}

type ChoiceFieldProps<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChoose: (value: T) => void;
};

/** One of a few, all of them seen. */
export function ChoiceField<T extends string>({ label, value, choices, onChoose }: ChoiceFieldProps<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend className="field-label">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="choice-option">
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            // A group has one stop, its chosen one: said for dialogs too, which look for their first stop themselves.
            tabIndex={choice.value === value ? 0 : -1}
            onChange={() => onChoose(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
