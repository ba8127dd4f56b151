/** The journal, the audit log and a drill's report as tests of the dashboard tell them. */

import type { AuditEntry } from '../../../src/model/audit.ts';
import type { ControlEvent, EventKind } from '../../../src/model/control.ts';
import type { StoredReport } from '../../../src/model/history.ts';

export function eventOf(
  atMs: number,
  kind: EventKind,
  details: Partial<Omit<ControlEvent, 'atMs' | 'kind'>> & { readonly message: string },
): ControlEvent {
  return { atMs, kind, upstream: null, region: null, target: null, evidence: {}, ...details };
}

/** How a region's loss reads, oldest first. */
export function storyOf(nowMs: number): readonly ControlEvent[] {
  const upstream = 'productapi-upstream';
  const region = 'eu-west';
  return [
    eventOf(nowMs - 3_600_000, 'controller-started', { message: 'Ballast 0.1.0 started.' }),
    eventOf(nowMs - 3_599_000, 'leading', {
      message: 'ballast-1 leads with fencing token 17.',
      evidence: { holder: 'ballast-1', token: 17 },
    }),
    eventOf(nowMs - 120_000, 'target-ejected', {
      upstream: 'orderapi-upstream',
      region,
      target: 'eu-west-1-1.shop.internal:8080',
      message: '42 % of 214 tries failed where the pool has 0.3 %: ejected for 30 s.',
      evidence: { kind: 'errors', seenRatio: 0.42, tries: 214, poolRatio: 0.003, strikes: 1 },
    }),
    eventOf(nowMs - 42_000, 'region-evacuated', {
      upstream,
      region,
      message: 'eu-west evacuated: all 3 of its probes fail and Kong calls all 3 unhealthy.',
      evidence: { probesFailing: 3, kongDown: 3, holdMs: 120_000, refugeRoomRps: 255 },
    }),
    eventOf(nowMs - 41_600, 'weights-written', {
      upstream,
      message: '6 weights written at 2 gateways in 96 ms, read back at 4 nodes.',
      evidence: {
        durationMs: 96,
        changes: [
          { target: 'eu-north-0-1.shop.internal:8080', from: 33, to: 3_332 },
          { target: 'eu-west-0-1.shop.internal:8080', from: 3_300, to: 1 },
        ],
      },
    }),
    eventOf(nowMs - 30_000, 'failback-waiting', {
      upstream,
      region,
      message: 'eu-west stays out: its own probes are not good yet.',
      evidence: { waitingFor: 'probes', goodInRow: 0, needed: 10 },
    }),
  ];
}

export function auditOf(nowMs: number): readonly AuditEntry[] {
  return [
    {
      atMs: nowMs - 7_200_000,
      by: 'ada',
      role: 'admin',
      via: 'cli',
      action: 'mode.set',
      outcome: 'done',
      message: 'ada lets Ballast act: a week of observing found nothing wrong.',
      details: { mode: 'act', rule: null },
    },
    {
      atMs: nowMs - 600_000,
      by: 'oscar',
      role: 'operator',
      via: 'api',
      action: 'override.set',
      outcome: 'refused',
      message: 'Evacuating eu-north was refused: it is the last region that can serve.',
      details: { lever: 'evacuate', region: 'eu-north' },
    },
  ];
}

export function drillReportOf(atMs: number): StoredReport {
  const faultAtMs = atMs;
  return {
    id: 'drill-7',
    kind: 'drill',
    atMs,
    title: 'Loss of eu-west',
    verdict: 'SUCCEEDED',
    report: {
      version: 1,
      id: 'drill-7',
      by: 'ada',
      startedAtMs: atMs - 30_000,
      drill: {
        name: 'region-loss',
        title: 'Loss of eu-west',
        hypothesis: 'When eu-west is lost, eu-north serves within 5 s and under 1 % is lost.',
      },
      timeline: {
        faultAtMs,
        firstBadAtMs: faultAtMs + 1_000,
        detectedAtMs: faultAtMs + 2_000,
        detectedBy: 'own probes',
        decidedAtMs: faultAtMs + 2_000,
        appliedAtMs: faultAtMs + 2_300,
        cleanAtMs: faultAtMs + 4_000,
        faultEndAtMs: faultAtMs + 60_000,
        failbackAtMs: faultAtMs + 181_000,
        restoredAtMs: faultAtMs + 361_000,
      },
      services: [
        { service: 'productAPI', requests: 12_000, failed: 31, shed: 0, badSeconds: 2 },
        { service: 'orderAPI', requests: 8_000, failed: 19, shed: 0, badSeconds: 2 },
      ],
      preChecks: [
        {
          code: 'headroom',
          passed: true,
          found: 'eu-north takes it at 78 % of its room.',
          fix: null,
        },
        { code: 'budget', passed: true, found: '94 % of the error budget is left.', fix: null },
      ],
      restore: { restored: true, by: 'driller', attempts: 1, manual: [] },
    },
  };
}
