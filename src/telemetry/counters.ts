/** What telemetry has seen and dropped, counted since the start; for /metrics and for tests. */

import type { MalformedReason } from './log-entry.ts';

export interface TelemetryCounters {
  /** Log entries counted. */
  entries: number;
  /** Entries delivered again. */
  duplicates: number;
  /** Entries of requests that ended too long ago to say anything of now. */
  late: number;
  /** Entries of services that are not in the strategy. */
  otherServices: number;
  /** Tries at addresses that belong to no known target. */
  unknownTargets: number;
  /** Tries at shed targets: shed on purpose, no evidence about health. */
  shed: number;
  /** Dropped, by reason. */
  malformed: Record<MalformedReason | 'bad-json' | 'too-many-entries', number>;
  /** Deliveries refused, by reason. */
  refused: Record<RefusalReason, number>;
  probes: { ok: number; failed: number };
  healthReads: { ok: number; failed: number };
  /** Polls; and samples that name nothing of the strategy, or whose value cannot be. */
  prometheus: { ok: number; failed: number; unusable: number };
}

export type RefusalReason = 'address' | 'token' | 'too-large' | 'encoding' | 'method' | 'busy';

export function emptyCounters(): TelemetryCounters {
  return {
    entries: 0,
    duplicates: 0,
    late: 0,
    otherServices: 0,
    unknownTargets: 0,
    shed: 0,
    malformed: {
      'not-an-object': 0,
      'no-service': 0,
      'no-status': 0,
      'bad-json': 0,
      'too-many-entries': 0,
    },
    refused: { address: 0, token: 0, 'too-large': 0, encoding: 0, method: 0, busy: 0 },
    probes: { ok: 0, failed: 0 },
    healthReads: { ok: 0, failed: 0 },
    prometheus: { ok: 0, failed: 0, unusable: 0 },
  };
}
