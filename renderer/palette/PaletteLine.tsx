import { Command, Hash, LayoutGrid, type LucideIcon, PanelTop, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.ts';
import type { PaletteEntry } from './entries.ts';
import type { Hit, Kind } from './search.ts';

const icons: Readonly<Record<Kind, LucideIcon>> = {
  channel: Hash,
  person: UserRound,
  pane: PanelTop,
  desk: LayoutGrid,
  command: Command,
};

type PaletteLineProps = { id: string; hit: Hit<PaletteEntry>; isMeant: boolean; onChoose: (beside: boolean) => void };

/** One thing to go to or do: its name with the letters that were found, what it is, who is outside, its keys. */
export function PaletteLine({ id, hit: { entry, at }, isMeant, onChoose }: PaletteLineProps) {
  const { t } = useTranslation();
  const Icon = icons[entry.kind];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the focus stays in the line above, whose arrows and Enter do the same
    <div
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={isMeant}
      className={classNames('palette-line', isMeant && 'palette-line-meant')}
      onClick={(event) => onChoose(event.shiftKey)}
    >
      <Icon size={14} aria-hidden className="palette-icon" />
      <span className="palette-name">
        <Marked text={entry.text} at={at} />
      </span>
      {entry.outside ? <span className="palette-outside">{t('sidebar.ext')}</span> : null}
      <span className="palette-note">{entry.note}</span>
      {entry.keys === undefined ? null : <kbd className="palette-keys">{entry.keys}</kbd>}
      <span className="palette-kind">{t(`palette.${entry.kind}`)}</span>
    </div>
  );
}

/** A text with some of its letters set off. */
function Marked({ text, at }: { text: string; at: readonly number[] }) {
  if (at.length === 0) return text;
  const found = new Set(at);
  const parts: { from: number; text: string; isFound: boolean }[] = [];
  for (let from = 0; from < text.length; from += 1) {
    const isFound = found.has(from);
    const last = parts.at(-1);
    const letter = text.charAt(from);
    // The second half of a pair belongs to the first.
    if (last && (last.isFound === isFound || /[\uDC00-\uDFFF]/.test(letter))) last.text += letter;
    else parts.push({ from, text: letter, isFound });
  }
  return parts.map((part) =>
    part.isFound ? <mark key={part.from}>{part.text}</mark> : <span key={part.from}>{part.text}</span>,
  );
}
