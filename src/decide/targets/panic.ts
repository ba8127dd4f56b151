/**
 * Panic: more than half of a pool looks bad at once (out, or suspect). Then it is not the targets but
 * the region, a dependency or the observer: nobody is ejected (`ejection.ts` refuses), nobody is
 * trimmed, the region level decides. Under `whenCapacityIsShort: overflow` the pool also fails
 * open: targets that were ejected for answers serve again, since some answer is better than none;
 * those that cannot be reached stay out.
 */

import type { ControlEvent } from '../../model/control.ts';
import { say } from '../../model/sentences.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import { controlEvent } from '../event.ts';
import { isKnownDead } from '../facts.ts';
import type { TargetEvidence } from '../target-evidence.ts';
import { TUNING } from '../tuning.ts';

export interface PanicInput {
  readonly service: ServiceStrategy;
  readonly region: string;
  readonly weighed: readonly TargetEvidence[];
  /** Since when it has been in panic; `null` when it is not. */
  readonly sinceMs: number | null;
  readonly nowMs: number;
}

export interface PanicOutcome {
  readonly sinceMs: number | null;
  readonly events: readonly ControlEvent[];
  /** Ejected targets that serve again. */
  readonly pardoned: ReadonlySet<string>;
}

export function decidePanic(input: PanicInput): PanicOutcome {
  const { service, region, weighed, sinceMs, nowMs } = input;
  // Old suspicion without news is no panic, nor its end (G4).
  if (!weighed.some(({ facts }) => facts.tick.tries > 0)) {
    return { sinceMs, events: [], pardoned: new Set() };
  }
  const bad = weighed.filter(isBad).length;
  const isPanic = weighed.length > 1 && 2 * bad > weighed.length;
  const place = { upstream: service.upstream, region };
  const none = new Set<string>();
  if (!isPanic) {
    if (sinceMs === null) return { sinceMs: null, events: [], pardoned: none };
    // Half or less is not yet well: the end needs a margin, or it would flicker.
    if (bad > TUNING.panicEndRatio * weighed.length) return { sinceMs, events: [], pardoned: none };
    const evidence = { bad, targets: weighed.length };
    const said = say('panic-ended', { region, ...evidence, lastedMs: nowMs - sinceMs });
    const event = controlEvent(nowMs, 'panic-ended', { ...place, said, evidence });
    return { sinceMs: null, events: [event], pardoned: none };
  }
  const opens = service.failover.whenCapacityIsShort === 'overflow';
  const pardoned = opens ? new Set(weighed.filter(mayServe).map(nameOf)) : none;
  if (sinceMs !== null) return { sinceMs, events: [], pardoned };
  const said = say(opens ? 'panic-open' : 'panic', { region, bad, targets: weighed.length });
  const evidence = { bad, targets: weighed.length, opens, pardoned: [...pardoned] };
  const event = controlEvent(nowMs, 'panic', { ...place, said, evidence });
  return { sinceMs: nowMs, events: [event], pardoned };
}

function isBad({ facts, isSuspect }: TargetEvidence): boolean {
  return isSuspect || facts.state.rotation.kind === 'out';
}

function mayServe({ facts }: TargetEvidence): boolean {
  return facts.state.rotation.kind === 'out' && !isKnownDead(facts) && facts.probe !== 'bad';
}

function nameOf({ facts }: TargetEvidence): string {
  return facts.target.target;
}
