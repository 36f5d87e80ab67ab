/** A message's text: links, code, blocks and mentions; everything else is text. A very long one is folded. */
import { Fragment, memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, PersonId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { usePlatform } from '../platform/context.ts';
import { useMe } from '../state/me.ts';
import { usePeople } from '../state/people.ts';
import { lineCount, type Token, tokens } from './text.ts';

/** A message of more lines than this is folded. */
export const MOST_LINES = 20;
const FOLDED_LINES = 12;

const handles = new WeakMap<ReadonlyMap<PersonId, Person>, ReadonlySet<string>>();

/** The handles (lower case) of everyone known. */
function handlesOf(people: ReadonlyMap<PersonId, Person>): ReadonlySet<string> {
  let known = handles.get(people);
  if (!known) {
    known = new Set([...people.values()].map(({ handle }) => handle.toLowerCase()));
    handles.set(people, known);
  }
  return known;
}

/** Words alone need not be taken apart. */
const plain = /^[^`@:]*$/;
const nobody: ReadonlySet<string> = new Set();

export const MessageText = memo(function MessageText({ text }: { text: string }) {
  if (lineCount(text) > MOST_LINES) return <LongText text={text} />;
  return plain.test(text) ? text : <RichText text={text} />;
});

/** A very long text, folded until one asks for all of it. */
function LongText({ text }: { text: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const count = lineCount(text);
  const shown = open ? text : closed(text.split('\n', FOLDED_LINES).join('\n'));
  return (
    <>
      <RichText text={shown} />
      <button type="button" className="message-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('timeline.showLess') : t('timeline.showAll', { count, formatted: format.number(count) })}
      </button>
    </>
  );
}

function RichText({ text }: { text: string }) {
  const known = usePeople(({ people }) => (text.includes('@') ? handlesOf(people) : nobody));
  const me = useMe((state) => state.me?.person.handle.toLowerCase());
  const parts = useMemo(() => tokens(text, (handle) => known.has(handle)), [text, known]);
  const hasBlock = parts.some(({ type }) => type === 'block');
  // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of one text never change places
  return parts.map((token, at) => <Fragment key={at}>{piece(token, me, hasBlock)}</Fragment>);
}

/** A text that was cut within a block gets its end back, so that the part keeps its columns. */
function closed(text: string): string {
  const fences = text.match(/^```[^\n`]*$/gm)?.length ?? 0;
  return fences % 2 ? `${text}\n\`\`\`` : text;
}

function piece(token: Token, me: string | undefined, besideBlock: boolean) {
  switch (token.type) {
    case 'text':
      // Beside a block, words are an element of their own: what they stand on can then be told from what the block stands on.
      return besideBlock ? <span>{token.text}</span> : token.text;
    case 'mention':
      return <span className={token.handle === me ? 'mention mention-me' : 'mention'}>{token.text}</span>;
    case 'code':
      return <code className="code">{token.code}</code>;
    case 'block':
      return <Block code={token.code} />;
    case 'link':
      return <Link href={token.href} text={token.text} />;
  }
}

function Block({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls sideways must be reachable by keyboard (WCAG 2.1.1)
    <pre className="code-block" tabIndex={0} role="group" aria-label={t('timeline.block')}>
      {code}
    </pre>
  );
}

function Link({ href, text }: { href: string; text: string }) {
  const platform = usePlatform();
  return (
    <a
      className="link"
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault();
        platform.openLink(href);
      }}
    >
      {text}
    </a>
  );
}
