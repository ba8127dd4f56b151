/** Counts and times the calls to Kong's Admin APIs; it stands between the controller and the port. */

import { METRICS } from '../../model/metric-catalogue.ts';
import type { Clock, KongAdmin } from '../../model/ports.ts';
import { createDistributionMeter, type DistributionMeter } from './distribution-meter.ts';
import { distribution, type Sample, sample } from './sample.ts';

export interface KongMeter {
  /** The same port, measured. */
  measured(gateway: string, admin: KongAdmin): KongAdmin;
  collect(): readonly Sample[];
}

const CALLS = ['read-health', 'read-weights', 'set-weight'] as const;

interface CallMeter {
  readonly durations: DistributionMeter;
  ok: number;
  failed: number;
}

export function createKongMeter(clock: Pick<Clock, 'nowMs'>): KongMeter {
  const gateways = new Map<string, Readonly<Record<(typeof CALLS)[number], CallMeter>>>();
  return {
    measured(gateway, admin) {
      const meters = {
        'read-health': createCallMeter(),
        'read-weights': createCallMeter(),
        'set-weight': createCallMeter(),
      };
      gateways.set(gateway, meters);
      return {
        readHealth: (upstream, signal) =>
          timed(meters['read-health'], clock, () => admin.readHealth(upstream, signal)),
        readWeights: (upstream, signal) =>
          timed(meters['read-weights'], clock, () => admin.readWeights(upstream, signal)),
        setWeight: (change, signal) =>
          timed(meters['set-weight'], clock, () => admin.setWeight(change, signal)),
      };
    },
    collect: () =>
      [...gateways].flatMap(([gateway, meters]) =>
        CALLS.flatMap((call) => {
          const { ok, failed, durations } = meters[call];
          return [
            sample('ballast_kong_calls_total', { gateway, call, outcome: 'ok' }, ok),
            sample('ballast_kong_calls_total', { gateway, call, outcome: 'failed' }, failed),
            distribution('ballast_kong_call_duration_seconds', { gateway, call }, durations.read()),
          ];
        }),
      ),
  };
}

function createCallMeter(): CallMeter {
  const { buckets } = METRICS.ballast_kong_call_duration_seconds;
  return { durations: createDistributionMeter(buckets), ok: 0, failed: 0 };
}

async function timed<Value>(
  meter: CallMeter,
  clock: Pick<Clock, 'nowMs'>,
  call: () => Promise<Value>,
): Promise<Value> {
  const beganMs = clock.nowMs();
  let isOk = false;
  try {
    const value = await call();
    isOk = true;
    return value;
  } finally {
    meter[isOk ? 'ok' : 'failed'] += 1;
    meter.durations.record((clock.nowMs() - beganMs) / 1_000);
  }
}
