import { describe, expect, test } from 'vitest';

import type { ControlEvent } from '../../model/control.ts';
import type { RegionStatus, StatusSnapshot, TargetStatus } from '../../model/status.ts';
import { explain, renderExplanation } from './explain.ts';
import { findings } from './judge.ts';
import { renderStatus } from './render-status.ts';

const NOW = Date.UTC(2026, 0, 5, 10, 0, 0);

function target(changes: Partial<TargetStatus> = {}): TargetStatus {
  return {
    target: '10.0.0.1:8080',
    rotation: 'in',
    outUntilMs: null,
    probe: 'good',
    kong: 'up',
    triesPerSecond: 22.4,
    failingRatio: 0,
    meanLatencyMs: 13.2,
    weights: [
      {
        gateway: 'kong-eu',
        desired: 9_900,
        applied: 9_900,
        observed: [{ nodeId: 'n', weight: 9_900 }],
      },
    ],
    ...changes,
  };
}

function region(changes: Partial<RegionStatus> = {}): RegionStatus {
  return {
    region: 'eu-west',
    phase: 'healthy',
    sinceMs: NOW - 90_000,
    holdUntilMs: null,
    step: null,
    stepRatio: null,
    waitingFor: null,
    refused: null,
    shares: [{ gateway: 'kong-eu', desiredRatio: 0.99, appliedRatio: 0.99 }],
    targets: [target()],
    ...changes,
  };
}

function snapshot(regions: readonly RegionStatus[], changes: Partial<StatusSnapshot> = {}) {
  return {
    version: 1,
    atMs: NOW - 400,
    startedAtMs: NOW - 600_000,
    tickMs: 1_000,
    strategy: 'webshop',
    mode: 'act',
    writes: 3,
    gateways: [{ gateway: 'kong-eu', region: 'eu-west', failure: null, foreign: [] }],
    upstreams: [
      {
        service: 'productAPI',
        upstream: 'productapi-upstream',
        demandRps: 66.6,
        failingRatio: 0,
        reason: 'The baseline of the strategy.',
        regions,
      },
    ],
    stale: [],
    ...changes,
  } satisfies StatusSnapshot;
}

describe('what needs attention', () => {
  test.each<[string, StatusSnapshot, string | null]>([
    ['nothing, in peace', snapshot([region()]), null],
    [
      'an evacuated region',
      snapshot([region({ phase: 'evacuated' })]),
      'productAPI: eu-west has been evacuated for 1m30s',
    ],
    [
      'a returning region',
      snapshot([region({ phase: 'ramp', step: 2, stepRatio: 0.1 })]),
      'productAPI: eu-west is returning, at 10 % of its share',
    ],
    [
      'an ejected target',
      snapshot([region({ targets: [target({ rotation: 'out' })] })]),
      'productAPI: 10.0.0.1:8080 is ejected',
    ],
    [
      'a refused evacuation',
      snapshot([region({ refused: 'no receiver has headroom' })]),
      'productAPI: eu-west should be evacuated but is not: no receiver has headroom',
    ],
    [
      'silent telemetry',
      snapshot([region()], { stale: [{ signal: 'logs', sinceMs: NOW - 200_000 }] }),
      'logs has been silent for 3m20s: nothing moves on it',
    ],
    [
      'a controller that does not tick',
      snapshot([region()], { atMs: NOW - 60_000 }),
      'no controller is running: the last tick was 1m ago (weights stay as they are)',
    ],
    [
      'foreign weights',
      snapshot([region()], {
        gateways: [
          {
            gateway: 'kong-eu',
            region: 'eu-west',
            failure: null,
            foreign: ['productapi-upstream'],
          },
        ],
      }),
      'productapi-upstream at kong-eu was written by somebody else; see ballast enable',
    ],
  ])('%s', (_name, state, finding) => {
    expect(findings(state, NOW)).toEqual(finding === null ? [] : [finding]);
  });
});

test('the text has wanted, applied and observed shares, and a line per target', () => {
  const text = renderStatus(snapshot([region()]), { found: [], nowMs: NOW });
  expect(text).toContain('webshop: healthy; mode act, last tick 0.4s ago, 3 weight writes since');
  expect(text).toContain('99 % wanted, 99 % applied, observed 99 %');
  expect(text).toMatch(
    /10\.0\.0\.1:8080 +in +probe good, Kong up +weight 9900, 22\/s, 0 % failing/,
  );
});

test('a weight that Kong does not have yet is seen', () => {
  const weights = [
    { gateway: 'kong-eu', desired: 0, applied: 0, observed: [{ nodeId: 'n', weight: 3_300 }] },
  ];
  const text = renderStatus(snapshot([region({ targets: [target({ weights })] })]), {
    found: [],
    nowMs: NOW,
  });
  expect(text).toContain('weight 0 (3300 in Kong)');
});

describe('explain', () => {
  const event: ControlEvent = {
    atMs: NOW - 90_000,
    kind: 'region-evacuated',
    upstream: 'productapi-upstream',
    region: 'eu-west',
    target: null,
    message: 'eu-west evacuated: probes and requests agree.',
    evidence: { failingRatio: 1 },
  };
  const other: ControlEvent = {
    ...event,
    kind: 'controller-started',
    upstream: null,
    region: null,
  };
  const sources = {
    snapshot: snapshot([
      region({ phase: 'evacuated', holdUntilMs: NOW + 30_000, waitingFor: 'clean probes' }),
    ]),
    events: [other, event],
    nowMs: NOW,
  };

  test.each(['productAPI', 'productapi-upstream', 'eu-west', 'region-evacuated'])(
    '%s finds the decision about it and no other',
    (subject) => {
      expect(explain(subject, sources)?.events).toEqual([event]);
    },
  );

  test('says what would change it, with numbers', () => {
    const [sentence] = explain('eu-west', sources)?.now ?? [];
    expect(sentence).toContain('evacuated for 1m30s');
    expect(sentence).toContain('The hold ends in 30s');
    expect(sentence).toContain('It waits for clean probes.');
  });

  test('a target says why it would be ejected', () => {
    expect(explain('10.0.0.1:8080', sources)?.now[0]).toContain(
      'is in rotation (22/s, 0 % failing',
    );
  });

  test('what is not known is not explained', () => {
    expect(explain('nobody', sources)).toBeNull();
  });

  test('without a subject everything is told, newest event first', () => {
    const everything = explain(null, sources);
    expect(everything?.events).toEqual([event, other]);
    const text = renderExplanation(everything ?? { now: [], events: [] }, {
      limit: 1,
      verbose: true,
      nowMs: NOW,
    });
    expect(text).toContain('region-evacuated: eu-west evacuated');
    expect(text).toContain('{"failingRatio":1}');
    expect(text).toContain('… and 1 older ones (--limit)');
  });
});
