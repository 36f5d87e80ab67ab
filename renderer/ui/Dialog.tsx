import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { IconButton } from './Button.tsx';
import { openerOf } from './opener.ts';

type DialogProps = {
  title: string;
  closeLabel: string;
  /** What it is about, in a sentence under the title. */
  description?: string;
  wide?: boolean;
  onClose: () => void;
  /** It is gone, and the focus is where it was: what was chosen in it can move it. */
  onClosed?: () => void;
  children: ReactNode;
};

/**
 * A modal dialog. Focus goes to the first thing in it when it opens, and back when it closes; Escape closes it. So the cross
 * comes last: one opens a dialog to write into it. Its backdrop is our own, as the library's would add a style element, which
 * the content security policy forbids.
 */
export function Dialog({ title, closeLabel, description, wide = false, onClose, onClosed, children }: DialogProps) {
  const [opener] = useState(() => openerOf(document.activeElement));
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div className="dialog-backdrop">
          <Radix.Content
            className={wide ? 'dialog dialog-wide' : 'dialog'}
            {...(description === undefined ? { 'aria-describedby': undefined } : {})}
            onCloseAutoFocus={(event) => {
              // The library gives the focus back to its own trigger; ours open by key and by menu, and have none.
              event.preventDefault();
              // What the dialog did may have moved it already: then it stays there.
              if (document.activeElement === document.body) opener?.focus();
              onClosed?.();
            }}
          >
            <header className="dialog-header">
              <Radix.Title className="dialog-title">{title}</Radix.Title>
            </header>
            {description === undefined ? null : (
              <Radix.Description className="dialog-description">{description}</Radix.Description>
            )}
            {children}
            <Radix.Close asChild>
              <IconButton className="dialog-close" label={closeLabel} icon={<X size={16} aria-hidden />} />
            </Radix.Close>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
