/** The services of the list: filtered, sorted, each in one line. */

import type { RegionPhase } from '../../model/control.ts';
import type { UpstreamStatus } from '../../model/status.ts';
import type { ScreenWords } from '../screen-words.ts';
import { isUneasy } from '../status/render-screen.ts';
import type { SortKey, TopView } from './view.ts';

export function listed(
  upstreams: readonly UpstreamStatus[],
  { sort, filter }: Pick<TopView, 'sort' | 'filter'>,
): readonly UpstreamStatus[] {
  const wanted = filter.toLowerCase();
  return upstreams
    .filter(({ service }) => service.toLowerCase().includes(wanted))
    .toSorted((a, b) => ORDERS[sort](a, b) || byName(a, b));
}

type Order = (a: UpstreamStatus, b: UpstreamStatus) => number;

const byName: Order = (a, b) => (a.service < b.service ? -1 : a.service > b.service ? 1 : 0);

const ORDERS: Readonly<Record<SortKey, Order>> = {
  attention: (a, b) => severityOf(b) - severityOf(a) || b.failingRatio - a.failingRatio,
  name: byName,
  demand: (a, b) => (b.demandRps ?? 0) - (a.demandRps ?? 0),
  failing: (a, b) => b.failingRatio - a.failingRatio,
  budget: (a, b) => (a.budget?.leftRatio ?? 1) - (b.budget?.leftRatio ?? 1),
};

/** Worst first. */
const PHASES: readonly RegionPhase[] = [
  'evacuated',
  'ramp',
  'probing',
  'spill',
  'unknown',
  'healthy',
];

/** 2 bad, 1 to be looked at, 0 well. */
export function severityOf(entry: UpstreamStatus): 0 | 1 | 2 {
  const { failingRatio, shedRatio = 0, budget } = entry;
  if (failingRatio > 0.05 || shedRatio > 0.01 || (budget?.leftRatio ?? 1) <= 0) return 2;
  return isUneasy(entry) ? 1 : 0;
}

function stateOf({ regions }: UpstreamStatus, { tell }: ScreenWords): string {
  const worst = PHASES.find((phase) => regions.some((one) => one.phase === phase)) ?? 'unknown';
  if (regions.some(({ refused }) => refused !== null)) return tell('state-stuck');
  if (worst !== 'healthy') return tell(`phase-${worst}`);
  const out = regions.flatMap(({ targets }) => targets).filter(({ rotation }) => rotation !== 'in');
  return out.length === 0 ? tell('state-ok') : tell('state-targets-out', { count: out.length });
}

const HEAD = ['service', 'state', 'demand', 'failing', 'budget', 'regions'] as const;

export function listHead({ tell }: ScreenWords): readonly string[] {
  return HEAD.map((name) => tell(`head-${name}`));
}

export function listCells(entry: UpstreamStatus, words: ScreenWords): readonly string[] {
  const { tell, percent, rate } = words;
  const { service, demandRps, failingRatio, budget, shedRatio = 0, regions } = entry;
  const refused = shedRatio === 0 ? '' : tell('refused-now', { shedRatio });
  return [
    service,
    stateOf(entry, words),
    demandRps === null ? '?' : rate(demandRps),
    percent(failingRatio),
    budget === undefined ? '?' : percent(budget.leftRatio),
    regions.map((region) => `${region.region} ${shareOf(region, words)}`).join(' · ') + refused,
  ];
}

/** Of the first gateway; `→` while Kong has not got there. */
function shareOf({ shares }: UpstreamStatus['regions'][number], { percent }: ScreenWords): string {
  const [first] = shares;
  if (first === undefined) return '?';
  const wanted = percent(first.desiredRatio);
  const applied = first.appliedRatio === null ? '?' : percent(first.appliedRatio);
  return applied === wanted ? wanted : `${applied}→${wanted}`;
}
