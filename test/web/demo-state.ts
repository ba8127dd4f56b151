/** A state of the demo in the middle of a region's black hole, for tests of its page. */
import type { ContestantState, DemoState, TargetState } from '../../src/demo/api-types.ts';

const REGIONS = ['eu-west', 'eu-north'];
const SERVICES = ['productAPI', 'orderAPI', 'klantAPI'];

function targetsOf(primaryShare: number): TargetState[] {
  return SERVICES.flatMap((service, s) =>
    REGIONS.flatMap((region, r) =>
      [0, 1, 2].map((n) => {
        const share = r === 0 ? primaryShare : 1 - primaryShare;
        return {
          service,
          region,
          target: `127.0.0.1:${20_000 + s * 100 + r * 10 + n}`,
          weight: Math.max(1, Math.round((10_000 * share) / 3)),
          health: r === 0 && primaryShare < 0.5 ? 'UNHEALTHY' : 'HEALTHY',
          rps: (66 * share) / 3,
          errorRatio: 0,
        };
      }),
    ),
  );
}

function contestant(
  name: ContestantState['name'],
  title: string,
  change: Partial<ContestantState>,
): ContestantState {
  return {
    name,
    title,
    alive: true,
    sent: 4_210,
    failed: 0,
    errorRatio: 0,
    p50Ms: 17,
    p99Ms: 61,
    budget: { leftRatio: 1, spentSeconds: 0 },
    writes: 0,
    targets: targetsOf(0.99),
    phases: [],
    ...change,
  };
}

export function demoState(atMs: number): DemoState {
  return {
    atMs,
    startedAtMs: atMs - 60_000,
    rate: 200,
    seed: 1,
    regions: REGIONS,
    services: SERVICES,
    fault: { name: 'region-blackhole', sinceMs: atMs - 12_000 },
    faults: [
      { name: 'region-refuse', title: 'Every target of the primary region refuses connections' },
      {
        name: 'region-blackhole',
        title: 'Every target of the primary region accepts and never answers',
      },
    ],
    standing: {
      level: 'broken',
      text: 'Every target of the primary region accepts and never answers, for 12 s.',
    },
    warning: null,
    dashboardUrl: 'http://127.0.0.1:19901/',
    notes: ['Holds and dwell times are short here so that a return can be watched.'],
    contestants: [
      contestant('folklore', 'Folklore', {
        failed: 2_391,
        errorRatio: 1,
        p50Ms: null,
        p99Ms: null,
        budget: { leftRatio: -0.4, spentSeconds: 363 },
      }),
      contestant('generated', 'Generated, Ballast off', { targets: targetsOf(0.003) }),
      contestant('ballast', 'Ballast', {
        writes: 18,
        targets: targetsOf(0.0003),
        phases: SERVICES.map((service) => ({ service, region: 'eu-west', phase: 'evacuated' })),
      }),
    ],
    decisions: [
      {
        atMs: atMs - 9_800,
        kind: 'region-evacuated',
        upstream: 'productapi-upstream',
        region: 'eu-west',
        target: null,
        message: 'eu-west evacuated: all 3 of its probes fail and Kong calls all 3 unhealthy.',
      },
    ],
  };
}
