/** Every call and what answers it. */
import type { CallName } from '../../shared/protocol.ts';
import { create } from './create.ts';
import { directory } from './directory.ts';
import type { Handler } from './handler.ts';
import { history } from './history.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { members } from './members.ts';
import { people } from './people.ts';
import { presence } from './presence.ts';
import { read } from './read.ts';
import { rename } from './rename.ts';
import { send } from './send.ts';
import { sync } from './sync.ts';
import { topic } from './topic.ts';
import { watch } from './watch.ts';

export const handlers: { [N in CallName]: Handler<N> } = {
  sync,
  send,
  history,
  read,
  people,
  directory,
  members,
  create,
  join,
  leave,
  invite,
  rename,
  topic,
  presence,
  watch,
};
