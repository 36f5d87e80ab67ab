import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { createContext, type ReactNode, useContext } from 'react';

const MenuHostContext = createContext<HTMLElement | null>(null);

/** Menus below are put into this element: a landmark, so that what they say belongs to a part of the page. */
export const MenuHost = MenuHostContext.Provider;

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  align?: 'start' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** A menu under a button. Not modal: what lies behind stays readable and scrollable. */
export function Menu({ trigger, label, children, align = 'end', open, onOpenChange }: MenuProps) {
  const host = useContext(MenuHostContext);
  const controlled = open === undefined ? {} : { open };
  return (
    <DropdownMenu.Root modal={false} {...controlled} {...(onOpenChange ? { onOpenChange } : {})}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={host}>
        <DropdownMenu.Content
          className="menu"
          align={align}
          sideOffset={4}
          collisionPadding={4}
          loop
          aria-label={label}
          onCloseAutoFocus={(event) => {
            if (isFocusElsewhere(event)) event.preventDefault();
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** What was chosen has moved the focus already: it does not go back to the button. */
function isFocusElsewhere({ currentTarget }: Event): boolean {
  const { activeElement } = document;
  const inMenu = currentTarget instanceof Node && currentTarget.contains(activeElement);
  return activeElement !== document.body && !inMenu;
}

type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  shortcut?: string | undefined;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
};

export function MenuItem({ children, icon, shortcut, danger = false, disabled = false, onSelect }: MenuItemProps) {
  return (
    <DropdownMenu.Item className={danger ? 'menu-item menu-item-danger' : 'menu-item'} disabled={disabled} onSelect={onSelect}>
      <span className="menu-icon">{icon}</span>
      <span className="menu-text">{children}</span>
      {shortcut ? <kbd className="menu-shortcut">{shortcut}</kbd> : null}
    </DropdownMenu.Item>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="menu-separator" />;
}

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: T; label: string; icon?: ReactNode; shortcut?: string | undefined }[];
  onChoose: (value: T) => void;
};

/**
 * A few of which one is chosen, under a heading. Not a submenu: one click fewer, and nothing closes when the pointer takes
 * a short cut.
 */
export function MenuChoice<T extends string>({ label, value, choices, onChoose }: ChoiceProps<T>) {
  const choose = (chosen: string) => {
    const found = choices.find((choice) => choice.value === chosen);
    if (found) onChoose(found.value);
  };
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={choose} aria-label={label}>
      <DropdownMenu.Label className="menu-heading">{label}</DropdownMenu.Label>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className="menu-item">
          <span className="menu-icon">
            <DropdownMenu.ItemIndicator>
              <Check size={14} aria-hidden />
            </DropdownMenu.ItemIndicator>
          </span>
          <span className="menu-text">{choice.label}</span>
          {choice.shortcut ? <kbd className="menu-shortcut">{choice.shortcut}</kbd> : null}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** Items behind an item. */
export function Submenu({ label, children }: { label: string; children: ReactNode }) {
  const host = useContext(MenuHostContext);
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">
        <span className="menu-icon" />
        <span className="menu-text">{label}</span>
        <ChevronRight size={14} aria-hidden className="menu-more" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={host}>
        <DropdownMenu.SubContent className="menu" sideOffset={2} collisionPadding={4} loop>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

type MenuCheckProps = {
  children: ReactNode;
  checked: boolean;
  shortcut?: string | undefined;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

/** A sentence among the items. */
export function MenuNote({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu-note">{children}</DropdownMenu.Label>;
}

export function MenuCheck({ children, checked, shortcut, disabled = false, onChange }: MenuCheckProps) {
  return (
    <DropdownMenu.CheckboxItem className="menu-item" checked={checked} disabled={disabled} onCheckedChange={onChange}>
      <span className="menu-icon">
        <DropdownMenu.ItemIndicator>
          <Check size={14} aria-hidden />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className="menu-text">{children}</span>
      {shortcut ? <kbd className="menu-shortcut">{shortcut}</kbd> : null}
    </DropdownMenu.CheckboxItem>
  );
}
