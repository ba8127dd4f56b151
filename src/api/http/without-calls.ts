/**
 * A report of a drill for whoever reads it over the API: commands and addresses of the user's may
 * hold secrets (decision 27). Who may read the state file sees them there.
 */

import { readDrillReport } from '../../model/drill-report.ts';
import type { DrillFault } from '../../model/drill.ts';
import type { StoredReport } from '../../model/history.ts';

export function withoutCalls(stored: StoredReport): StoredReport {
  const report = readDrillReport(stored.report);
  const fault = report === null ? null : hidden(report.drill.fault);
  if (report === null || fault === null) return stored;
  const drill = { ...report.drill, fault };
  return { ...stored, report: { ...report, drill, restore: { ...report.restore, manual: [] } } };
}

const HIDDEN = '–';

/** `null` where nothing is to hide. */
function hidden(fault: DrillFault): DrillFault | null {
  switch (fault.kind) {
    case 'command':
      return { ...fault, run: HIDDEN, undo: HIDDEN, verify: null };
    case 'webhook': {
      const none = { verify: null, body: null, tokenFile: null };
      return { ...fault, inject: HIDDEN, undo: HIDDEN, ...none };
    }
    case 'toxiproxy':
      return { ...fault, url: HIDDEN };
    case 'health-mark':
    case 'weight-out':
    case 'request-termination':
      return null;
    default:
      return fault satisfies never;
  }
}
