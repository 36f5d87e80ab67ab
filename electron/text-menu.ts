/**
 * The menu of the second mouse button, where there is text: what may have been meant by a misspelt word, and what one does
 * with text. Elsewhere there is none; panes and channels have menus of their own.
 */
import type { ContextMenuParams, Menu, MenuItemConstructorOptions, WebContents } from 'electron';
import type { Spelling } from './spelling/spelling.ts';
import type { Words } from './words/words.ts';

export type TextMenuParts = {
  say: Words['say'];
  copy(text: string): void;
  replace(word: string): void;
  learn(word: string): void;
};

type Asked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'misspelledWord' | 'linkURL' | 'editFlags'>;

/** The menu for what was clicked; empty where there is nothing to do. */
export function textMenu(asked: Asked, suggestions: readonly string[], parts: TextMenuParts): MenuItemConstructorOptions[] {
  const { say } = parts;
  const { isEditable, selectionText, misspelledWord, linkURL, editFlags } = asked;
  if (isEditable) {
    return [
      ...(misspelledWord ? correction(misspelledWord, suggestions, parts) : []),
      { role: 'cut', label: say('text.cut'), enabled: editFlags.canCut },
      { role: 'copy', label: say('text.copy'), enabled: editFlags.canCopy },
      { role: 'paste', label: say('text.paste'), enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: say('text.selectAll'), enabled: editFlags.canSelectAll },
    ];
  }
  const link: MenuItemConstructorOptions[] = linkURL ? [{ label: say('text.copyLink'), click: () => parts.copy(linkURL) }] : [];
  const text: MenuItemConstructorOptions[] = selectionText.trim() ? [{ role: 'copy', label: say('text.copy') }] : [];
  return [...text, ...link];
}

function correction(word: string, suggestions: readonly string[], { say, replace, learn }: TextMenuParts) {
  const offered = suggestions.map((each): MenuItemConstructorOptions => ({ label: each, click: () => replace(each) }));
  return [
    ...(offered.length > 0 ? offered : [{ label: say('text.noSuggestion'), enabled: false }]),
    { label: say('text.learn', { word }), click: () => learn(word) },
    { type: 'separator' },
  ] satisfies MenuItemConstructorOptions[];
}

/** Offers the menu on a page of ours. */
export function offerTextMenu(
  page: WebContents,
  parts: { say: Words['say']; spelling: Spelling; build: typeof Menu.buildFromTemplate; copy(text: string): void },
): void {
  const { say, spelling, build, copy } = parts;
  page.on('context-menu', async (_event, asked) => {
    const suggestions = asked.misspelledWord ? await spelling.suggest(asked.misspelledWord) : [];
    if (page.isDestroyed()) return;
    const items = textMenu(asked, suggestions, {
      say,
      copy,
      replace: (word) => page.replaceMisspelling(word),
      learn: (word) => spelling.learn(word),
    });
    if (items.length > 0) build(items).popup();
  });
}
