import { describe, expect, test } from 'vitest';

import type { StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import {
  NOW,
  regionStatus,
  statusSnapshot,
  targetStatus,
} from '../../../test/support/status-fixture.ts';
import { findings } from './judge.ts';

function changed(changes: Partial<UpstreamStatus>): StatusSnapshot {
  const plain = statusSnapshot([regionStatus()]);
  return { ...plain, upstreams: plain.upstreams.map((one) => ({ ...one, ...changes })) };
}

describe('what needs attention', () => {
  test.each<[string, StatusSnapshot, string | null]>([
    ['nothing, in peace', statusSnapshot([regionStatus()]), null],
    [
      'an evacuated region',
      statusSnapshot([regionStatus({ phase: 'evacuated' })]),
      'productAPI: eu-west has been evacuated for 1m30s',
    ],
    [
      'a returning region',
      statusSnapshot([regionStatus({ phase: 'ramp', step: 2, stepRatio: 0.1 })]),
      'productAPI: eu-west is returning, at 10 % of its share',
    ],
    [
      'an ejected target',
      statusSnapshot([regionStatus({ targets: [targetStatus({ rotation: 'out' })] })]),
      'productAPI: 10.0.0.1:8080 is ejected',
    ],
    [
      'a refused evacuation',
      statusSnapshot([regionStatus({ refused: 'no receiver has headroom' })]),
      'productAPI: eu-west should be evacuated but is not: no receiver has headroom',
    ],
    [
      'silent telemetry',
      statusSnapshot([regionStatus()], { stale: [{ signal: 'logs', sinceMs: NOW - 200_000 }] }),
      'logs has been silent for 3m20s: nothing moves on it',
    ],
    [
      'a controller that does not tick',
      statusSnapshot([regionStatus()], { atMs: NOW - 60_000 }),
      'no controller is running: the last tick was 1m ago (weights stay as they are)',
    ],
    [
      'foreign weights',
      statusSnapshot([regionStatus()], {
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
    [
      'refusals on purpose',
      changed({ shedRatio: 0.12 }),
      'productAPI: 12 % of its requests are refused on purpose, for lack of room',
    ],
    [
      'a budget that is spent',
      changed({ budget: { leftRatio: -0.2, burn: {} } }),
      'productAPI: its error budget is spent, overdrawn by 20 %',
    ],
    [
      'a budget that goes too fast',
      changed({ budget: { leftRatio: 0.4, burn: { '1h': 20 } } }),
      'productAPI: it spends its error budget 20 times too fast (40 % left)',
    ],
    [
      'a drained target, with the lever',
      statusSnapshot([
        regionStatus({ targets: [targetStatus({ rotation: 'out', heldBy: 'abc' })] }),
      ]),
      'productAPI: 10.0.0.1:8080 is drained (lever abc)',
    ],
  ])('%s', (_name, state, finding) => {
    expect(findings(state, NOW)).toEqual(finding === null ? [] : [finding]);
  });
});
