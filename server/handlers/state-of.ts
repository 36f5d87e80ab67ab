import { MullionError } from '../../shared/errors.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { ChannelState } from '../../shared/protocol.ts';
import { channelStates } from './channel-states.ts';
import type { Context } from './handler.ts';

/** The state of one channel as its member has it now; refuses (`not-found`) when the person is not a member. */
export async function stateOf(context: Context, person: PersonId, channel: ChannelId): Promise<ChannelState> {
  const heads = await context.log.heads([channel]);
  const [state] = await channelStates(context, person, [channel], (id) => heads.get(id) ?? context.heads.of(id));
  if (!state) throw new MullionError('not-found');
  return state;
}
