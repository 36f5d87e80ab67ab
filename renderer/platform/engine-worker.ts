/**
 * The one place that names the engine's worker. Pages share an engine only while address and name are the same, so no
 * other file may construct it.
 */
export function openEngineWorker(): SharedWorker {
  return new SharedWorker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'mullion-engine' });
}
