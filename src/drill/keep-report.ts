/** What a drill leaves behind: its report, the record behind metric and alert, events, audit. */

import type { Said } from '../lib/said.ts';
import type { ControlEvent } from '../model/control.ts';
import { type DrillRecord, LAST_DRILL_SETTING } from '../model/drill-record.ts';
import { type DrillReport, readDrillReport } from '../model/drill-report.ts';
import type { ActiveDrill } from '../model/drill.ts';
import type { History } from '../model/history.ts';
import type { Store } from '../model/ports.ts';
import { inEnglish, say } from '../model/sentences.ts';

export interface KeepPorts {
  readonly store: Pick<Store, 'commit' | 'writeSetting'>;
  readonly history: Pick<History, 'putReport' | 'listReports' | 'readReport' | 'appendAudit'>;
}

export async function keepReport(report: DrillReport, { store, history }: KeepPorts) {
  const { id, drill, verdict, endedAtMs } = report;
  await history.putReport({
    id,
    kind: 'drill',
    atMs: endedAtMs,
    title: drill.title,
    verdict,
    report,
  });
  // One that was never injected, or was interrupted, has shown nothing: the one before it counts on.
  if (verdict === 'SUCCEEDED' || verdict === 'FAILED') {
    const record: DrillRecord = { atMs: endedAtMs, passed: verdict === 'SUCCEEDED' };
    await store.writeSetting(LAST_DRILL_SETTING, record);
  }
  const restored = report.restore.restored ? '' : ' It is NOT restored.';
  await store.commit({
    events: [
      drillEvent('drill-ended', {
        atMs: endedAtMs,
        said: say(report.restore.restored ? 'drill-ended' : 'drill-ended-unrestored', {
          name: drill.name,
          verdict: say(`verdict-${verdict}`),
        }),
        evidence: { id, verdict, reasons: report.reasons, restored: report.restore.restored },
      }),
    ],
  });
  await history.appendAudit({
    atMs: endedAtMs,
    by: report.by,
    role: 'operator',
    via: report.via,
    action: 'drill.end',
    outcome: report.restore.restored ? 'done' : 'failed',
    message: `Drill ${drill.name} (${id}) ended: ${verdict}.${restored}`,
    details: { id, verdict, evidence: report.hashes.evidence },
  });
}

export async function tellStart(
  { id, drill, by, via, atMs }: ActiveDrill,
  { store, history }: KeepPorts,
): Promise<void> {
  const said = say('drill-begins', { name: drill.name, title: drill.title });
  const { fault, scope, durationMs } = drill;
  const details = { id, fault: fault.kind, scope, durationMs };
  await store.commit({
    events: [drillEvent('drill-started', { atMs, said, evidence: details })],
  });
  await history.appendAudit({
    atMs,
    by,
    role: 'operator',
    via,
    action: 'drill.start',
    outcome: 'done',
    message: inEnglish(said),
    details,
  });
}

/** The newest report of a drill of this name. */
export async function previousReport(
  name: string,
  { history }: Pick<KeepPorts, 'history'>,
): Promise<DrillReport | null> {
  for (const { id } of await history.listReports('drill', LOOK_BACK)) {
    const stored = await history.readReport(id);
    const report = readDrillReport(stored?.report);
    if (report?.drill.name === name) return report;
  }
  return null;
}

const LOOK_BACK = 20;

function drillEvent(
  kind: 'drill-started' | 'drill-ended',
  told: { readonly said: Said } & Pick<ControlEvent, 'atMs' | 'evidence'>,
): ControlEvent {
  const message = inEnglish(told.said);
  return { kind, upstream: null, region: null, target: null, message, ...told };
}
