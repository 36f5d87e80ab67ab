/**
 * Every setting once: what it is, what it starts as, who may set it, whether it needs a restart. The settings page, the
 * stored file and (later) policy templates are made from this list.
 */
import { KeyChoices } from './chord.ts';
import { z } from './schema.ts';

export const SETTINGS_VERSION = 1;

/** Who may set it: the person in the application, or whoever installs it. */
type Owner = 'person' | 'install';

function setting<T extends z.ZodType>(schema: T, fallback: z.infer<T>, owner: Owner, restart = false) {
  return { schema: schema.default(() => fallback as never).catch(() => fallback as never), fallback, owner, restart } as const;
}

/** The settings that are one of a few, in the order in which they are shown… */
export const choiceNames = ['theme', 'density', 'language', 'spelling'] as const;
/** Those that are wanted at hand, in the application's menu. */
export const looks = ['theme', 'density', 'language'] as const satisfies readonly ChoiceName[];
export type ChoiceName = (typeof choiceNames)[number];

/** …and what there is to choose of each: menu and settings page are made from this. */
export const choices = {
  /** `system` follows the operating system. */
  theme: ['dark', 'light', 'system'],
  /** Row height: 20, 24 or 30 px. */
  density: ['dense', 'normal', 'roomy'],
  /** BCP 47; the interface's language. */
  language: ['en', 'de'],
  /** What one writes is held against a dictionary; `auto`: against American English where that is the interface's language. */
  spelling: ['auto', 'en-US', 'en-GB', 'off'],
} as const satisfies Record<ChoiceName, readonly string[]>;

export const settings = {
  theme: setting(z.enum(choices.theme), 'dark', 'person'),
  density: setting(z.enum(choices.density), 'dense', 'person'),
  sidebarWidth: setting(z.int().min(160).max(480), 212, 'person'),
  sidebarShown: setting(z.boolean(), true, 'person'),
  language: setting(z.enum(choices.language), 'en', 'person'),
  spelling: setting(z.enum(choices.spelling), 'auto', 'person'),
  /** The keys of commands, where they are not as delivered. */
  keys: setting(KeyChoices, {}, 'person'),
  /** What a computer may say of the person in place of what they chose, while it holds: see the engine's `automatic.ts`. */
  awayWhenIdle: setting(z.boolean(), true, 'person'),
  awayWhenLocked: setting(z.boolean(), true, 'person'),
  undisturbedWhenPresenting: setting(z.boolean(), true, 'person'),
  /** Where the server is: scheme, host and port. */
  server: setting(z.url({ protocol: /^https?$/ }), 'http://127.0.0.1:7420', 'install', true),
} as const;

export type SettingName = keyof typeof settings;
export type SettingValue<N extends SettingName> = z.infer<(typeof settings)[N]['schema']>;
export type Settings = { [N in SettingName]: SettingValue<N> };

/** Stored settings, read forgivingly: an unknown key is dropped, a bad value becomes its default. */
export const Settings = z.object({
  theme: settings.theme.schema,
  density: settings.density.schema,
  sidebarWidth: settings.sidebarWidth.schema,
  sidebarShown: settings.sidebarShown.schema,
  language: settings.language.schema,
  spelling: settings.spelling.schema,
  keys: settings.keys.schema,
  awayWhenIdle: settings.awayWhenIdle.schema,
  awayWhenLocked: settings.awayWhenLocked.schema,
  undisturbedWhenPresenting: settings.undisturbedWhenPresenting.schema,
  server: settings.server.schema,
});

export const defaultSettings: Settings = Settings.parse({});

/** A dictionary that comes with the desktop application, by its language (BCP 47). */
export type Dictionary = Exclude<Settings['spelling'], 'auto' | 'off'>;

/** The dictionary that is meant; null: none. */
export function dictionaryOf({ spelling, language }: Pick<Settings, 'spelling' | 'language'>): Dictionary | null {
  if (spelling === 'off') return null;
  if (spelling !== 'auto') return spelling;
  return language === 'en' ? 'en-US' : null;
}
