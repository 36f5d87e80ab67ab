import { classNames } from './class-names.ts';

type PillProps = {
  count: number;
  /** What the number means, for screen readers and on hover. */
  label: string;
  /** `loud`: an accent pill. `quiet`: a plain number. */
  tone: 'loud' | 'quiet';
  /** As it is written; over 999 it is cut. */
  text: string;
};

/** How many there are, said and shown. Nothing for none. */
export function Pill({ count, label, tone, text }: PillProps) {
  if (count <= 0) return null;
  return (
    <span className={classNames('pill', `pill-${tone}`)} title={label}>
      <span aria-hidden>{text}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
