/** Whether a message would be refused, as far as this side can know, before one has typed any. Pure; the server's word on it is `send` in policy/decide.ts. */
import type { ChannelView } from '../../shared/engine-api.ts';
import type { PersonKind } from '../../shared/model.ts';

/** `gone`: one is no member, which looks like a channel that does not exist. */
export type SendVerdict = 'open' | 'feed' | 'gone';

export function verdictOf(view: ChannelView | undefined, kind: PersonKind | undefined): SendVerdict {
  if (!view) return 'gone';
  return view.channel.feed && (kind ?? 'person') === 'person' ? 'feed' : 'open';
}
