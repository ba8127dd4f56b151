/** How bad something is, and why: one word for the badge, one level for its colour and its place. */

import type { RegionStatus, TargetStatus, UpstreamStatus } from '../../../model/status.ts';

export type Level = 'bad' | 'warn' | 'unknown' | 'good';

/** Worst first; each has a word in the catalogues. */
export type Condition =
  | 'overspent'
  | 'failing'
  | 'evacuated'
  | 'shedding'
  | 'refused'
  | 'ejected'
  | 'burning'
  | 'spill'
  | 'ramp'
  | 'probing'
  | 'trial'
  | 'unknown'
  | 'healthy';

export interface Verdict {
  readonly level: Level;
  readonly condition: Condition;
}

/** A second is bad above this (design §5). */
const BAD_RATIO = 0.01;
/** SRE workbook, chapter 5: 2 % of 30 days in one hour. */
const PAGE_BURN = 14.4;

const ORDER: Readonly<Record<Level, number>> = { bad: 0, warn: 1, unknown: 2, good: 3 };

export function worse(a: Level, b: Level): number {
  return ORDER[a] - ORDER[b];
}

export function verdictOfService(entry: UpstreamStatus): Verdict {
  const { regions, failingRatio, budget, shedRatio = 0 } = entry;
  const isIn = (phase: RegionStatus['phase']) => regions.some((region) => region.phase === phase);
  const rotations = regions.flatMap(({ targets }) => targets.map(({ rotation }) => rotation));
  if (budget !== undefined && budget.leftRatio <= 0) return bad('overspent');
  if (failingRatio > BAD_RATIO) return bad('failing');
  if (isIn('evacuated')) return bad('evacuated');
  if (shedRatio > 0) return bad('shedding');
  if (regions.some(({ refused }) => refused !== null)) return bad('refused');
  if (rotations.includes('out')) return warn('ejected');
  if ((budget?.burn['1h'] ?? 0) >= PAGE_BURN) return warn('burning');
  if (isIn('spill')) return warn('spill');
  if (isIn('ramp')) return warn('ramp');
  if (isIn('probing')) return warn('probing');
  if (rotations.includes('trial')) return warn('trial');
  return isIn('unknown')
    ? { level: 'unknown', condition: 'unknown' }
    : { level: 'good', condition: 'healthy' };
}

export function levelOfPhase(phase: RegionStatus['phase']): Level {
  switch (phase) {
    case 'healthy':
      return 'good';
    case 'evacuated':
      return 'bad';
    case 'unknown':
      return 'unknown';
    case 'spill':
    case 'probing':
    case 'ramp':
      return 'warn';
    default:
      return phase satisfies never;
  }
}

export function levelOfTarget({ rotation, probe, kong, failingRatio }: TargetStatus): Level {
  if (rotation === 'out' || failingRatio > BAD_RATIO) return 'bad';
  if (probe === 'bad' || kong === 'down') return 'bad';
  if (rotation === 'trial' || probe === 'unsure') return 'warn';
  return probe === 'unknown' && kong === 'unknown' ? 'unknown' : 'good';
}

function bad(condition: Condition): Verdict {
  return { level: 'bad', condition };
}

function warn(condition: Condition): Verdict {
  return { level: 'warn', condition };
}
