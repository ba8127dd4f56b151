/**
 * G5, no flapping: transitions per hour are bounded whatever happens, and each relapse doubles the
 * hold before the next return (old relapses are forgiven with a half-life).
 *
 * Counted from the journal, by service and region (losses: evacuations and aborted returns) and by
 * target (ejections). A budget of n returns allows n + 1 losses: the first needs no return.
 */

import { TUNING } from '../../decide/tuning.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Checker, RunInput } from '../contract.ts';
import { createFindingList, type FindingList } from './finding-list.ts';

const REGION_LOSSES: ReadonlySet<string> = new Set(['region-evacuated', 'failback-aborted']);

interface Loss {
  readonly atMs: number;
  readonly holdMs: number | null;
  readonly relapses: number;
}

export function createNoFlappingChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G5');
  const losses = new Map<string, readonly Loss[]>();
  const onLoss = (event: ControlEvent, name: string, limit: number) => {
    const { atMs, kind, upstream } = event;
    const key = `${upstream} ${name}`;
    const recent = (losses.get(key) ?? []).filter((one) => one.atMs > atMs - TUNING.budgetWindowMs);
    const service = strategy.services.find((one) => one.upstream === upstream);
    const holdMs = numberOf(event, 'holdMs');
    const loss = { atMs, holdMs, relapses: relapsesAfter(recent.at(-1), event) };
    if (service !== undefined && REGION_LOSSES.has(kind)) {
      checkHold(loss, { findings, event, failback: service.failback });
    }
    if (recent.length === limit) {
      const message = `${name} of ${upstream} was taken out ${limit + 1} times within an hour`;
      findings.add(atMs, message, { times: recent.map((one) => one.atMs) });
    }
    losses.set(key, [...recent, loss]);
  };
  return {
    guarantee: 'G5',
    onTick: ({ events }) => {
      for (const event of events) {
        if (REGION_LOSSES.has(event.kind)) {
          onLoss(event, `region ${event.region}`, TUNING.regionReturnsPerHour + 1);
        }
        if (event.kind === 'target-ejected') {
          onLoss(event, `target ${event.target}`, TUNING.targetReturnsPerHour + 1);
        }
      }
    },
    findings: findings.all,
  };
}

/**
 * At least this many relapses are remembered: forgetting is by half-life and rounds, here down.
 * An evacuation that follows no return within the half-life is no relapse.
 */
function relapsesAfter(before: Loss | undefined, event: ControlEvent): number {
  if (before === undefined) return 0;
  const kept = Math.floor(
    before.relapses * 0.5 ** ((event.atMs - before.atMs) / TUNING.relapseHalfLifeMs),
  );
  const isRelapse =
    event.kind === 'failback-aborted' || event.atMs - before.atMs < TUNING.relapseHalfLifeMs;
  return isRelapse ? kept + 1 : kept;
}

function checkHold(
  loss: Loss,
  options: {
    readonly findings: FindingList;
    readonly event: ControlEvent;
    readonly failback: RunInput['strategy']['services'][number]['failback'];
  },
): void {
  const { event, failback, findings } = options;
  if (loss.holdMs === null) {
    findings.add(event.atMs, `${event.kind} does not say how long it holds`, event.evidence);
    return;
  }
  const most = Math.max(failback.holdMs, failback.holdMaxMs);
  const least = Math.min(most, failback.holdMs * 2 ** loss.relapses);
  if (loss.holdMs >= least) return;
  const message =
    `${event.region} of ${event.upstream} is held for ${loss.holdMs} ms after ` +
    `${loss.relapses} relapses; ${least} ms are due`;
  findings.add(event.atMs, message, { ...event.evidence });
}

function numberOf({ evidence }: ControlEvent, name: string): number | null {
  const value = evidence[name];
  return typeof value === 'number' ? value : null;
}
