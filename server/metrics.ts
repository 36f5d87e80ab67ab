/**
 * What the server counts of itself, for /metrics. A registry of its own, so that several servers can live in one process.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** A message was committed, this long (ms) after it came in. */
  sent(tookMs: number, repeated: boolean): void;
  committed(runs: readonly { events: readonly unknown[] }[]): void;
  flushed(flush: { frames: number; deliveries: number; tookMs: number; oldestMs: number }): void;
  refused(code: string): void;
  slowDropped(): void;
  /** Prometheus text. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(connections: () => number, processWide: boolean): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processWide) collectDefaultMetrics({ register: registry });
  const sends = new Counter({ name: 'mullion_sends_total', help: 'Messages acknowledged.', labelNames: ['repeated'], registers });
  const latency = new Histogram({
    name: 'mullion_send_seconds',
    help: 'From a message coming in to its commit.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const commits = new Counter({ name: 'mullion_events_committed_total', help: 'Events committed, by anyone.', registers });
  const frames = new Counter({ name: 'mullion_frames_total', help: 'Event frames written to sockets.', registers });
  const deliveries = new Counter({ name: 'mullion_deliveries_total', help: 'Events times sockets that heard them.', registers });
  const flushing = new Histogram({
    name: 'mullion_flush_seconds',
    help: 'How long one fan-out tick held the thread.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
    registers,
  });
  const delivery = new Histogram({
    name: 'mullion_delivery_seconds',
    help: 'From the oldest commit of a fan-out round to its last socket.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const refusals = new Counter({ name: 'mullion_refusals_total', help: 'Calls refused.', labelNames: ['code'], registers });
  const slow = new Counter({
    name: 'mullion_slow_clients_total',
    help: 'Clients that were too slow and told to sync.',
    registers,
  });
  new Gauge({
    name: 'mullion_connections',
    help: 'Open client connections.',
    registers,
    collect() {
      this.set(connections());
    },
  });
  return {
    sent(tookMs, repeated) {
      sends.inc({ repeated: String(repeated) });
      latency.observe(tookMs / 1000);
    },
    committed: (runs) => commits.inc(runs.reduce((sum, run) => sum + run.events.length, 0)),
    flushed(flush) {
      frames.inc(flush.frames);
      deliveries.inc(flush.deliveries);
      flushing.observe(flush.tookMs / 1000);
      delivery.observe(flush.oldestMs / 1000);
    },
    refused: (code) => refusals.inc({ code }),
    slowDropped: () => slow.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
