/** Lines between client and server that behave as lines may, and clients that behave as none should: one guard less each. */
import { v7 as uuid } from 'uuid';
import { type OpenWire, openSocket } from '../../renderer/engine/wire.ts';

/**
 * Now and then delivers a frame twice, or after the one that followed it, or breaks just when an acknowledgement was on its way:
 * the message is committed, and its sender does not know.
 */
export function untidy(random: () => number, open: OpenWire = openSocket): OpenWire {
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
        const breaks = name === 'send' && random() < 0.03;
        wire.call(name, input, (result) => {
          if (!breaks) return answer(result);
          wire.close();
          events.down('the line broke', null);
        });
      },
    };
  };
}

/** Loses frames of events, as a server does that ends between commit and delivery, or a stream that is trimmed. */
export function lossy(random: () => number, open: OpenWire = openSocket): OpenWire {
  return (at, handshake, events) =>
    open(at, handshake, {
      ...events,
      push(name, push) {
        if (name !== 'events' || random() > 0.3) events.push(name, push);
      },
    });
}

/** Without the guard "heads": is told how far the log goes, and does not listen. */
export const ignoresHeads: OpenWire = (at, handshake, events) =>
  openSocket(at, handshake, {
    ...events,
    push(name, push) {
      if (name !== 'heads') events.push(name, push);
    },
  });

/** Without the guard "once": gives a message another id each time it is sent. */
export const forgetful: OpenWire = (at, handshake, events) => {
  const wire = openSocket(at, handshake, events);
  return {
    ...wire,
    call: (name, input, answer) => wire.call(name, name === 'send' ? { ...Object(input), id: uuid() } : input, answer),
  };
};
