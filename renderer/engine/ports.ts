/** The windows that are attached: who each is, what it is told, and when it is gone. */
import { type EngineInput, type EnginePushes, engineInputs, type SharedDiff } from '../../shared/engine-api.ts';
import { type RpcPort, type RpcServer, serveRpc } from '../../shared/rpc.ts';
import type { Clock, Log } from './clock.ts';
import { createFanOut } from './fan-out.ts';
import type { EngineHandlers } from './handlers.ts';
import type { TimelineSink } from './timelines.ts';

/** A window that pings is dead when it has been silent for this long (ms); hidden pages may be slowed to one ping a minute. */
const SILENCE_MS = 5 * 60_000;

export type PortParts = {
  clock: Clock;
  log: Log;
  /** The calls of one port. */
  handlers(port: AttachedPort): EngineHandlers;
  /** A timeline was cut in front because its window could not keep up. */
  onCut(sink: TimelineSink, channel: Parameters<TimelineSink['forget']>[0], from: number): void;
  onGone(port: AttachedPort): void;
  /** A port shows the window of this name no more. */
  onRenamed(before: string): void;
  /** There are this many windows now (an anchor is none, nor is one that is kept hidden). */
  onWindows(count: number): void;
};

export interface AttachedPort {
  readonly sink: TimelineSink;
  /** Its name; null before it has told it, and while it is none. */
  window(): string | null;
  /** Another window is shown on this port from now on, or none: for a moment, or `hidden` until it is needed. */
  become(window: string | null, hidden: boolean): void;
  isAnchor(): boolean;
  /** From now on it is told what changes. */
  attached(as: EngineInput<'attach'>, outdated: boolean): void;
  push: RpcServer<EnginePushes>['push'];
}

export interface Ports {
  /** Serves a port until it leaves; returns how to say that it is gone. */
  add(port: RpcPort): () => void;
  shared(diff: SharedDiff): void;
  toAnchors<N extends 'secret' | 'badge' | 'chose' | 'toasts' | 'reads'>(name: N, push: EnginePushes[N]): boolean;
  count(): number;
  /** The window of this name, the latest that attached. */
  named(window: string): AttachedPort | undefined;
  /** The names of the windows that are attached. */
  windows(): Set<string>;
  closeAll(): void;
}

export function createPorts(parts: PortParts): Ports {
  const { clock, log } = parts;
  const ports = new Map<AttachedPort, { shared(diff: SharedDiff): void; isWindow(): boolean; remove(): void }>();

  const tellWindows = () => parts.onWindows([...ports.values()].filter((port) => port.isWindow()).length);

  return {
    add(port) {
      let as: EngineInput<'attach'> | null = null;
      let cancel = () => {};
      let pinging = false;
      let hidden = false;
      const fanOut = createFanOut({
        clock,
        post: (frame, delivered) => rpc.push('frame', frame, delivered),
        onCut: (channel, from) => parts.onCut(sink, channel, from),
      });
      const sink: TimelineSink = { timeline: fanOut.timeline, forget: fanOut.forget };
      const own: AttachedPort = {
        sink,
        window: () => as?.window ?? null,
        become(window, isHidden) {
          const before = own.window();
          if (as) as = { ...as, window };
          hidden = isHidden;
          if (before !== null && before !== window) parts.onRenamed(before);
          tellWindows();
        },
        isAnchor: () => as?.role === 'anchor',
        attached(told, outdated) {
          if (outdated) rpc.push('outdated', {});
          else as = told;
          hidden = told.window === null;
          // An anchor sends no pings; its port closes with it.
          pinging = told.role === 'window';
          if (!outdated && pinging) tellWindows();
        },
        push: (name, push, delivered) => rpc.push(name, push, delivered),
      };
      function remove(): void {
        if (!ports.delete(own)) return;
        cancel();
        fanOut.stop();
        rpc.close();
        parts.onGone(own);
        if (as?.role === 'window') tellWindows();
      }
      const heard = () => {
        cancel();
        if (!pinging) return;
        cancel = clock.after(SILENCE_MS, () => {
          log('info', 'a window was silent for long; it is taken for gone');
          remove();
        });
      };
      ports.set(own, {
        shared: (diff) => as && fanOut.shared(diff),
        isWindow: () => as?.role === 'window' && !hidden,
        remove,
      });
      const rpc: RpcServer<EnginePushes> = serveRpc(port, {
        inputs: engineInputs,
        handlers: parts.handlers(own),
        onBadMessage: (reason, detail) => log('warn', `a window's port: ${reason}`, detail),
        onHeard: heard,
        onLeave: remove,
      });
      return remove;
    },
    shared(diff) {
      for (const port of ports.values()) port.shared(diff);
    },
    toAnchors(name, push) {
      const anchors = [...ports.keys()].filter((port) => port.isAnchor());
      for (const anchor of anchors) anchor.push(name, push);
      return anchors.length > 0;
    },
    count: () => ports.size,
    named: (window) => [...ports].findLast(([port, { isWindow }]) => isWindow() && port.window() === window)?.[0],
    windows: () => new Set([...ports].flatMap(([port, { isWindow }]) => (isWindow() ? (port.window() ?? []) : []))),
    closeAll() {
      for (const port of [...ports.values()]) port.remove();
    },
  };
}
