/**
 * The allowances of one gateway, and word of them to the others: what is given here counts there a moment later. So a person who
 * is connected to two gateways is given little more than at one, and nothing waits for an answer from outside.
 */

import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { Bus } from '../cluster/bus.ts';
import { Allowances } from './allowances.ts';
import type { Limits } from './limits.ts';

export interface Gate {
  readonly people: Allowances<PersonId>;
  readonly channels: Allowances<ChannelId>;
  /** Of this gateway alone: it is the work at its own door that they save. */
  readonly addresses: Allowances<string>;
  stop(): void;
}

const TELL_MS = 500;
/** Who was given less than this part of what they earn in the meantime is not worth a word. */
const WORTH_TELLING = 0.2;

export function openGate({ person, channel, address }: Omit<Limits, 'connection'>, bus: Bus): Gate {
  const people = new Allowances<PersonId>(person);
  const channels = new Allowances<ChannelId>(channel);
  const addresses = new Allowances<string>(address);
  const worth = <K>(allowances: Allowances<K>) => allowances.given((allowances.size.perSecond * TELL_MS * WORTH_TELLING) / 1000);

  const telling = setInterval(() => {
    const given = { people: worth(people), channels: worth(channels) };
    if (given.people.length + given.channels.length > 0) bus.say({ type: 'given', ...given });
    for (const each of [people, channels, addresses]) each.tidy(Date.now());
  }, TELL_MS);
  const stopHearing = bus.hear({
    onMessage(message) {
      if (message.type !== 'given') return;
      for (const [key, cost] of message.people) people.givenElsewhere(key, Date.now(), cost);
      for (const [key, cost] of message.channels) channels.givenElsewhere(key, Date.now(), cost);
    },
  });
  return {
    people,
    channels,
    addresses,
    stop() {
      clearInterval(telling);
      stopHearing();
    },
  };
}
