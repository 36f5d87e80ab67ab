/**
 * Every command once: which keys do it as delivered, and where it applies. Key handling, the list of shortcuts, the palette and the
 * hints in menus are made from this list; the words are `shortcuts.<id>` in `renderer/i18n`, and what a command does is in
 * `renderer/workspace/obey.ts`. Pure.
 */
import type { KeyFamily } from '../../shared/chord.ts';
import type { Direction } from './layout-geometry.ts';

/** What must be so for a command to do anything. */
export type Need = 'wide' | 'narrow' | 'pane' | 'channel' | 'desks' | 'windowForm';

/** How things stand in this window. */
export type Situation = Readonly<Record<Need, boolean>>;

type CommandData = {
  id: string;
  group: CommandGroup;
  /** As delivered (see `shared/chord.ts`); null: it has none until somebody gives it some. */
  keys: string | null;
  /** The same on macOS, where it is another. */
  macKeys?: string;
  /** Its keys are a family, each of which says where to. */
  family?: KeyFamily;
  needs?: readonly Need[];
  /** It cannot have other keys. */
  fixed?: true;
};

export const commandGroups = ['groupMove', 'groupFind', 'groupLayout', 'groupDesks', 'groupWindow', 'groupChannel'] as const;
export type CommandGroup = (typeof commandGroups)[number];

export const commandList = [
  { id: 'nextPane', group: 'groupMove', keys: 'F6' },
  { id: 'previousPane', group: 'groupMove', keys: 'Shift+F6' },
  { id: 'paneByNumber', group: 'groupMove', keys: 'Mod+Digits', family: 'Digits' },
  { id: 'paneInDirection', group: 'groupMove', keys: 'Mod+Alt+Arrows', family: 'Arrows' },
  { id: 'nextUnread', group: 'groupMove', keys: 'Mod+Alt+U' },
  { id: 'nextMention', group: 'groupMove', keys: 'Mod+Alt+Shift+U' },
  { id: 'goBack', group: 'groupMove', keys: 'Alt+ArrowLeft', macKeys: 'Mod+[' },
  { id: 'goForward', group: 'groupMove', keys: 'Alt+ArrowRight', macKeys: 'Mod+]' },

  { id: 'palette', group: 'groupFind', keys: 'Mod+K' },
  { id: 'filter', group: 'groupFind', keys: 'Mod+J' },
  { id: 'find', group: 'groupFind', keys: 'Mod+Shift+K' },
  { id: 'newChannel', group: 'groupFind', keys: null },
  { id: 'sidebar', group: 'groupFind', keys: 'Mod+B' },

  { id: 'splitRight', group: 'groupLayout', keys: 'Mod+Alt+R', needs: ['wide', 'pane'] },
  { id: 'splitDown', group: 'groupLayout', keys: 'Mod+Alt+D', macKeys: 'Mod+Alt+Shift+D', needs: ['wide', 'pane'] },
  { id: 'movePane', group: 'groupLayout', keys: 'Mod+Alt+Shift+Arrows', family: 'Arrows', needs: ['wide', 'pane'] },
  { id: 'resizePane', group: 'groupLayout', keys: 'Alt+Shift+Arrows', family: 'Arrows', needs: ['wide', 'pane'] },
  { id: 'evenOut', group: 'groupLayout', keys: null, needs: ['wide'] },
  { id: 'paneMenu', group: 'groupLayout', keys: 'Mod+Alt+M', needs: ['pane'] },
  { id: 'closePane', group: 'groupLayout', keys: 'Mod+Alt+W', needs: ['wide', 'pane'] },
  { id: 'tearOff', group: 'groupLayout', keys: 'Mod+Alt+N', needs: ['pane'] },
  { id: 'nextWindow', group: 'groupLayout', keys: 'Mod+Alt+Shift+N', needs: ['pane'] },
  { id: 'dockBack', group: 'groupLayout', keys: 'Mod+Alt+B', needs: ['pane'] },
  { id: 'undo', group: 'groupLayout', keys: 'Mod+Alt+Z', needs: ['wide'] },
  { id: 'redo', group: 'groupLayout', keys: 'Mod+Alt+Shift+Z', needs: ['wide'] },

  { id: 'desk', group: 'groupDesks', keys: 'Mod+Alt+Digits', family: 'Digits', needs: ['desks'] },
  { id: 'desks', group: 'groupDesks', keys: 'Mod+Alt+K', needs: ['desks'] },
  { id: 'newDesk', group: 'groupDesks', keys: null, needs: ['desks'] },

  { id: 'newWindow', group: 'groupWindow', keys: 'Mod+Shift+N' },
  { id: 'dockLeft', group: 'groupWindow', keys: 'Mod+Alt+Shift+L', needs: ['windowForm'] },
  { id: 'dockRight', group: 'groupWindow', keys: 'Mod+Alt+Shift+R', needs: ['windowForm'] },
  { id: 'mini', group: 'groupWindow', keys: 'Mod+Alt+Shift+M', needs: ['windowForm'] },
  { id: 'backToList', group: 'groupWindow', keys: 'Escape', needs: ['narrow', 'pane'], fixed: true },
  { id: 'presenceNote', group: 'groupWindow', keys: null },
  { id: 'settings', group: 'groupWindow', keys: 'Mod+,' },
  { id: 'shortcuts', group: 'groupWindow', keys: 'Mod+/' },
  { id: 'signOut', group: 'groupWindow', keys: null },

  { id: 'markRead', group: 'groupChannel', keys: null, needs: ['channel'] },
  { id: 'invite', group: 'groupChannel', keys: null, needs: ['channel'] },
] as const satisfies readonly CommandData[];

export type CommandId = (typeof commandList)[number]['id'];
/** Commands whose keys are numbered from 1 to 9, and those that go in a direction. */
export type NumberedId = 'paneByNumber' | 'desk';
export type DirectedId = 'paneInDirection' | 'movePane' | 'resizePane';
export type PlainId = Exclude<CommandId, NumberedId | DirectedId>;

/** A command that is to be done. `at`: which one of all, from 0. */
export type Run = { id: PlainId } | { id: NumberedId; at: number } | { id: DirectedId; direction: Direction };

/** A command as far as lists of them care; all are in `commandList`. */
export type Command = CommandData & { id: CommandId };

export const allCommands: readonly Command[] = commandList;

const byId = new Map<string, Command>(allCommands.map((command) => [command.id, command]));

/** The command of an id; every id has one. */
export function commandOf(id: CommandId): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`There is no command ${id}.`);
  return command;
}

/** Whether there is a command of this name: one that was stored may be another version's. */
export function isCommandId(id: string): id is CommandId {
  return byId.has(id);
}

/** Whether it would do anything now. */
export function applies(id: CommandId, situation: Situation): boolean {
  return (commandOf(id).needs ?? []).every((need) => situation[need]);
}

/** Commands that go in a direction. */
export function isDirected(id: CommandId): id is DirectedId {
  return commandOf(id).family === 'Arrows';
}

/** Commands that count. */
export function isNumbered(id: CommandId): id is NumberedId {
  return commandOf(id).family === 'Digits';
}
