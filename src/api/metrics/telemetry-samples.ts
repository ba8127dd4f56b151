/** What telemetry has counted since the start → samples. */

import { type Sample, sample } from './sample.ts';

/** The part of telemetry's counters that is exported. */
export interface TelemetryCounts {
  readonly entries: number;
  readonly duplicates: number;
  readonly late: number;
  readonly otherServices: number;
  readonly unknownTargets: number;
  readonly malformed: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly probes: { readonly ok: number; readonly failed: number };
  readonly healthReads: { readonly ok: number; readonly failed: number };
  readonly prometheus: { readonly ok: number; readonly failed: number; readonly unusable: number };
}

export function telemetrySamples(counts: TelemetryCounts): readonly Sample[] {
  const { duplicates, late, otherServices, malformed, refused } = counts;
  const dropped = { duplicate: duplicates, late, other_service: otherServices, ...malformed };
  return [
    sample('ballast_log_entries_total', {}, counts.entries),
    ...Object.entries(dropped).map(([reason, value]) =>
      sample('ballast_log_entries_dropped_total', { reason: snakeCase(reason) }, value),
    ),
    ...Object.entries(refused).map(([reason, value]) =>
      sample('ballast_log_deliveries_refused_total', { reason: snakeCase(reason) }, value),
    ),
    sample('ballast_unknown_target_tries_total', {}, counts.unknownTargets),
    ...Object.entries(counts.probes).map(([outcome, value]) =>
      sample('ballast_probes_total', { outcome }, value),
    ),
    ...Object.entries(counts.healthReads).map(([outcome, value]) =>
      sample('ballast_health_reads_total', { outcome }, value),
    ),
    ...Object.entries(counts.prometheus).map(([outcome, value]) =>
      sample('ballast_prometheus_polls_total', { outcome }, value),
    ),
  ];
}

function snakeCase(reason: string): string {
  return reason.replaceAll('-', '_');
}
