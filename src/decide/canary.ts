/**
 * What becomes of a return whose first step fails in part: the region is not sent away again, only
 * to knock once more after the next hold, but keeps a trickle, so small that its failures do not
 * matter among all requests. The trickle is the only witness of a partial fault there is, since
 * probes are answered; the step is taken anew when it has been clean for the hold, and what fails in
 * it beyond chance begins a new, doubled hold (G5).
 *
 * A hard loss, and failures of which even a trickle would hurt, end the return as ever.
 */

import type { Said } from '../lib/said.ts';
import { say } from '../model/sentences.ts';
import { QUIET } from './cusum.ts';
import { controlEvent, rounded } from './event.ts';
import { holdMsOf, type RegionOutcome, withRelapse } from './evacuation.ts';
import type { RegionWorld } from './receivers.ts';
import type { Ramp, RegionState, Trickle } from './state.ts';
import { BLANK } from './tally.ts';
import { TUNING } from './tuning.ts';

interface Canary {
  readonly region: string;
  readonly ramp: Ramp;
  readonly world: RegionWorld;
}

/** Turns a failed first step into a trickle; `null` where that is no way. */
export function slowToTrickle(
  state: RegionState,
  { region, ramp, world, sentence }: Canary & { readonly sentence: Said },
): RegionOutcome | null {
  const share = world.service.failback.steps[0] ?? 1;
  // Of few tries the ratio is chance.
  const ratio = ramp.failures / Math.max(ramp.tries, TUNING.canary.judgedTries);
  const part = TUNING.canary.borneRatio / Math.max(share * ratio, TUNING.canary.borneRatio);
  const isSmall = share <= TUNING.canary.maxShareRatio;
  if (ramp.step > 0 || !isSmall || part < TUNING.canary.minPartRatio) return null;
  const { nowMs } = world;
  const relapsed = withRelapse(state, nowMs);
  const holdMs = holdMsOf(relapsed, world);
  const trickle: Trickle = { part: ramp.trickle?.part ?? part, holdMs };
  const event = controlEvent(
    nowMs,
    (ramp.trickle ?? null) === null ? 'failback-step' : 'failback-waiting',
    {
      upstream: world.service.upstream,
      region,
      said: say('goes-on-as-trickle', {
        region,
        shareRatio: trickle.part * share,
        why: sentence,
        holdMs,
      }),
      evidence: {
        step: 0,
        shareRatio: rounded(trickle.part * share),
        tries: ramp.tries,
        failures: ramp.failures,
        relapses: relapsed.relapses,
        holdMs,
      },
    },
  );
  const evacuation = state.evacuation === null ? null : { ...state.evacuation, holdMs };
  const next = { ...relapsed, evacuation, cusum: QUIET, ramp: anew(ramp, { trickle, nowMs }) };
  return { state: next, events: [event] };
}

/** A tick of a trickle that has not failed anew. */
export function continueTrickle(
  state: RegionState,
  { region, ramp, world, trickle }: Canary & { readonly trickle: Trickle },
): RegionOutcome {
  const { nowMs, service } = world;
  const heldMs = nowMs - ramp.sinceMs;
  if (heldMs < trickle.holdMs) return { state, events: [] };
  if (ramp.failures > TUNING.gateFloorRatio * ramp.tries) {
    return { state: { ...state, ramp: anew(ramp, { trickle, nowMs }) }, events: [] };
  }
  const share = service.failback.steps[0] ?? 1;
  const { tries, failures } = ramp;
  const proof = say('after-trickle', { failures, tries, heldMs });
  const event = controlEvent(nowMs, 'failback-step', {
    upstream: service.upstream,
    region,
    said: say('region-returns', { region, shareRatio: share, proof }),
    evidence: { step: 0, shareRatio: share, tries, failures },
  });
  return { state: { ...state, ramp: anew(ramp, { trickle: null, nowMs }) }, events: [event] };
}

/** The step's counts begin anew. */
export function anew(
  ramp: Ramp,
  { trickle, nowMs }: { trickle: Trickle | null; nowMs: number },
): Ramp {
  return {
    ...ramp,
    sinceMs: nowMs,
    tries: 0,
    failures: 0,
    latency: BLANK,
    waitingFor: null,
    trickle,
  };
}
