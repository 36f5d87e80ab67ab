/** A connection without an engine: for crowds, and for clients that behave as no engine would. */
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';

/** How long the server may take for a handshake and a sync (ms). */
const PATIENCE_MS = 60_000;

export interface BareClient {
  /** Stops reading its socket, for good. */
  stopReading(): void;
  close(): void;
}

/**
 * Connects, joins its channels and asks for nothing more. Speaks Socket.IO's protocol by hand (engine.io's `0` open, `2` ping,
 * `4` message; socket.io's `0` connect, `2` event, `3` acknowledgement), so that its socket is in our hands.
 * https://socket.io/docs/v4/socket-io-protocol/
 */
export function connectBare(url: string, token: string): Promise<BareClient> {
  const address = new URL('/socket.io/?EIO=4&transport=websocket', url);
  address.protocol = 'ws:';
  const socket = new WebSocket(address, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    const give = (error: Error) => {
      clearTimeout(timer);
      socket.terminate();
      reject(error);
    };
    const timer = setTimeout(() => give(new Error('A bare client was not answered.')), PATIENCE_MS);
    socket.on('error', give);
    socket.on('close', () => give(new Error('A bare client was turned away.')));
    socket.on('message', (data: Buffer) => {
      const said = data.toString('latin1', 0, 3);
      if (said.startsWith('0')) socket.send(`40${JSON.stringify({ token, protocol: PROTOCOL_VERSION, client: 'bare' })}`);
      else if (said.startsWith('2')) socket.send('3');
      else if (said.startsWith('40')) socket.send(`421${JSON.stringify(['sync', { cursors: {} }])}`);
      else if (said === '44{') give(new Error(`A bare client was refused: ${data.toString('utf8').slice(0, 200)}`));
      else if (said === '431') {
        clearTimeout(timer);
        resolve({ stopReading: () => socket.pause(), close: () => socket.terminate() });
      }
    });
  });
}
