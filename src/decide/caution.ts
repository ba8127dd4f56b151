/** One tick of a service's error budget, and how careful it makes Ballast. */

import type { ControlEvent } from '../model/control.ts';
import { say } from '../model/sentences.ts';
import { budgetOf, type BudgetState, type Caution, cautionOf, pushRequestsOf } from './budget.ts';
import { controlEvent, rounded } from './event.ts';
import type { UpstreamTick } from './upstream-tick.ts';

export function advanceBudget(
  before: BudgetState,
  { service, digest, nowMs }: Pick<UpstreamTick, 'service' | 'digest' | 'nowMs'>,
): {
  readonly budget: BudgetState;
  readonly caution: Caution;
  readonly events: readonly ControlEvent[];
} {
  const counts = { total: digest?.requests ?? 0, failed: digest?.failed ?? 0 };
  const pushed = pushRequestsOf(before, counts, nowMs);
  const known = budgetOf(pushed, service.objective, nowMs);
  const caution = cautionOf(known);
  const isWorse = LEVELS.indexOf(caution.level) > LEVELS.indexOf(before.told);
  const budget = { ...pushed, told: caution.level };
  if (!isWorse) return { budget, caution, events: [] };
  const event = controlEvent(nowMs, 'budget-low', {
    upstream: service.upstream,
    said: say('budget-low', {
      leftRatio: Math.max(0, known.leftRatio),
      service: service.name,
      times: caution.dwellFactor,
    }),
    evidence: { leftRatio: rounded(known.leftRatio), burn: known.burn, level: caution.level },
  });
  return { budget, caution, events: [event] };
}

const LEVELS: readonly Caution['level'][] = ['none', 'careful', 'anxious'];
