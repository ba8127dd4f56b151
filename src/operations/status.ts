/** How things are, why, and by which settings. Reads the store and changes nothing. */

import type { StatusSnapshot } from '../model/status.ts';
import type { StatusOperations, StatusReport } from './contract.ts';
import { explainSubject } from './explain/explain.ts';
import { operationError } from './operation-error.ts';
import { sayOperation, speechIn } from './speech.ts';
import { findings, isRunning } from './status/judge.ts';
import type { ReadingPorts } from './status/reading-ports.ts';
import { settingsOf } from './status/settings.ts';
import { snapshotIn } from './status/snapshot-in.ts';

export function createStatusOperations(ports: ReadingPorts): StatusOperations {
  return {
    status: () => readStatus(ports),
    async explain(subject) {
      const snapshot = await readSnapshot(ports);
      const state = await ports.store.loadState();
      return explainSubject(subject, { ports, snapshot, state });
    },
    settings: () => Promise.resolve(settingsOf(ports.strategy)),
  };
}

async function readStatus(ports: ReadingPorts): Promise<StatusReport> {
  const snapshot = await readSnapshot(ports);
  const nowMs = ports.clock.nowMs();
  const speech = speechIn(ports.language ?? 'en');
  const found = findings(snapshot, nowMs, speech);
  const running = isRunning(snapshot, nowMs);
  return {
    healthy: found.length === 0,
    running,
    findings: found,
    snapshot: snapshotIn(snapshot, speech),
  };
}

async function readSnapshot({ store }: ReadingPorts): Promise<StatusSnapshot> {
  const snapshot = await store.readSnapshot();
  if (snapshot !== null) return snapshot;
  const message = sayOperation('no-status-yet');
  throw operationError('unavailable', { message, fix: sayOperation('fix-no-status-yet') });
}
