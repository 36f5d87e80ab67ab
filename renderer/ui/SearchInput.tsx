import type { ComponentProps } from 'react';

type SearchInputProps = Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'aria-label'> & {
  /** Read out; shown too, unless a shorter `placeholder` is. */
  label: string;
  value: string;
  onQuery: (query: string) => void;
};

/** A line to type into that finds as one types. What is typed are names: nothing is spelt, nothing is remembered. */
export function SearchInput({ label, placeholder = label, onQuery, ...rest }: SearchInputProps) {
  return (
    <input
      {...rest}
      className="field-input"
      type="search"
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onQuery(event.target.value)}
    />
  );
}
