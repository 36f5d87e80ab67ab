/**
 * The person's language in the main process. Pages know it from the engine; the anchor tells it here, and what shows words
 * (menus, the badge) shows them again. Until it is told, words are in the product's default language.
 */
import { type SettingValue, settings } from '../../shared/settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** The same keys with other words. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
/** What a language has to say: the same keys with its own words. */
export type Wording = Texts<typeof en>;

export type Language = SettingValue<'language'>;
type Singular<K extends string> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K;
type Keys<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${Singular<K>}` : Keys<T[K], `${Path}${K}.`>;
}[keyof T & string];
/** Names a sentence of `en.ts`; one with a plural by what its two keys have in common. */
export type WordKey = Keys<typeof en>;
/** What stands in a sentence's places; `count` also chooses between one and other. */
export type Values = Readonly<Record<string, string | number>>;

export type Words = {
  /** The sentence in the person's language, with its places filled. */
  say(key: WordKey, values?: Values): string;
  language(): Language;
  /** From now on words are in this language; listeners hear of it where it is another. */
  speak(language: Language): void;
  /** Calls the listener now, and whenever the language has changed. */
  shown(listener: () => void): void;
};

export function openWords(first: Language = settings.language.fallback): Words {
  let language = first;
  const listeners: (() => void)[] = [];
  return {
    say: (key, values = {}) => sentence(language, key, values),
    language: () => language,
    speak(next) {
      if (next === language) return;
      language = next;
      for (const listener of listeners) listener();
    },
    shown(listener) {
      listeners.push(listener);
      listener();
    },
  };
}

type Tree = { readonly [key: string]: string | Tree };
const texts = { en: textsOf(en), de: textsOf(de) } satisfies Record<Language, ReadonlyMap<string, string>>;

function textsOf(words: Tree): Map<string, string> {
  const entries = (tree: Tree, path: string): [string, string][] =>
    Object.entries(tree).flatMap(([key, text]) =>
      typeof text === 'string' ? [[path + key, text]] : entries(text, `${path}${key}.`),
    );
  return new Map(entries(words, ''));
}

function sentence(language: Language, key: WordKey, values: Values): string {
  const { count } = values;
  const form = typeof count === 'number' ? `${key}_${new Intl.PluralRules(language).select(count)}` : key;
  const text = texts[language].get(form) ?? texts[language].get(key) ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place));
}
