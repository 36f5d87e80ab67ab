/** Lines between client and server that behave as lines may, and clients that behave as none should: one guard less each. */
import { type OpenWire, openSocket } from '../../renderer/engine/wire.ts';

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
