/** Lines between engine and server that behave as lines may, and one that behaves as none should. */
import { v7 as uuid } from 'uuid';
import { type OpenWire, openSocket } from '../engine/wire.ts';

/**
 * Now and then delivers a frame twice, or after the one that followed it, or breaks just when an acknowledgement was on its way:
 * the message is committed, and its sender does not know. `breaks`: after which part of the messages.
 */
export function untidy(random: () => number, breaks: number, open: OpenWire = openSocket): OpenWire {
  return (at, handshake, events) => {
    let late: (() => void) | null = null;
    const wire = open(at, handshake, {
      ...events,
      push(name, push) {
        const chance = random();
        if (name === 'events' && chance < 0.05 && !late) {
          late = () => events.push(name, push);
          return;
        }
        events.push(name, push);
        if (name === 'events' && chance > 0.95) events.push(name, push);
        late?.();
        late = null;
      },
    });
    return {
      ...wire,
      call(name, input, answer) {
        const lost = name === 'send' && random() < breaks;
        wire.call(name, input, (result) => {
          if (!lost) return answer(result);
          wire.close();
          events.down('the line broke', null);
        });
      },
    };
  };
}

/** Gives a message another id each time it is sent: what it repeats is another message to everybody. */
export const forgetful: OpenWire = (at, handshake, events) => {
  const wire = openSocket(at, handshake, events);
  return {
    ...wire,
    call: (name, input, answer) => wire.call(name, name === 'send' ? { ...Object(input), id: uuid() } : input, answer),
  };
};
