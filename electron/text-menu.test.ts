import { describe, expect, test } from 'vitest';
import { textMenu } from './text-menu.ts';
import { openWords } from './words/words.ts';

const flags = {
  canUndo: false,
  canRedo: false,
  canCut: true,
  canCopy: true,
  canPaste: false,
  canDelete: false,
  canSelectAll: true,
  canEditRichly: false,
};
const nothing = { isEditable: false, selectionText: '', misspelledWord: '', linkURL: '', editFlags: flags };

function opened(asked: Partial<typeof nothing>, suggestions: string[] = []) {
  const done: unknown[] = [];
  const items = textMenu({ ...nothing, ...asked }, suggestions, {
    say: openWords('en').say,
    copy: (text) => done.push(['copy', text]),
    replace: (word) => done.push(['replace', word]),
    learn: (word) => done.push(['learn', word]),
  });
  const click = (label: string): void => {
    const item = items.find((each) => each.label === label);
    if (!item?.click) throw new Error(`There is nothing to click called ${label}.`);
    // The menu's own arguments are of no use to any of them.
    (item.click as () => void)();
  };
  return { items, labels: items.map(({ label, type }) => label ?? type), click, done };
}

describe('the menu of text', () => {
  test('is not there where there is no text', () => {
    expect(opened({}).items).toEqual([]);
    expect(opened({ selectionText: '  ' }).items).toEqual([]);
  });

  test('copies what is selected, and where a link leads', () => {
    const { labels, click, done } = opened({ selectionText: 'offer 99.5', linkURL: 'https://example.com/a' });
    expect(labels).toEqual(['Copy', 'Copy link address']);
    click('Copy link address');
    expect(done).toEqual([['copy', 'https://example.com/a']]);
  });

  test('offers in a field what can be done there', () => {
    const { items, labels } = opened({ isEditable: true });
    expect(labels).toEqual(['Cut', 'Copy', 'Paste', 'separator', 'Select all']);
    expect(items.find(({ label }) => label === 'Paste')?.enabled).toBe(false);
  });

  test('offers what may have been meant, and learns', () => {
    const { labels, click, done } = opened({ isEditable: true, misspelledWord: 'recieve' }, ['receive', 'relieve']);
    expect(labels.slice(0, 4)).toEqual(['receive', 'relieve', 'Add “recieve” to the dictionary', 'separator']);
    click('receive');
    click('Add “recieve” to the dictionary');
    expect(done).toEqual([
      ['replace', 'receive'],
      ['learn', 'recieve'],
    ]);
  });

  test('says where nothing comes to mind', () => {
    const { items } = opened({ isEditable: true, misspelledWord: 'xqzt' });
    expect(items[0]).toMatchObject({ label: 'No suggestions', enabled: false });
  });
});
