import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

type ButtonProps = ComponentProps<'button'> & { tone?: 'plain' | 'primary' | 'danger' };

/** A button with words. */
export function Button({ tone = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames('button', `button-${tone}`, className)} {...rest} />;
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & { label: string; icon: ReactNode };

/** A button with an icon alone; its label is read out and shown on hover. At least 24 px large. */
export function IconButton({ label, icon, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button type={type} aria-label={label} title={label} className={classNames('icon-button', className)} {...rest}>
      {icon}
    </button>
  );
}
