/** All of a snapshot as text: one block per service, a line per region, a line per target. */

import type {
  RegionStatus,
  StatusSnapshot,
  TargetStatus,
  UpstreamStatus,
} from '../../model/status.ts';
import { alignColumns } from '../columns.ts';
import { clockTime, percent, rate, span } from '../format.ts';

export function renderStatus(
  snapshot: StatusSnapshot,
  options: { found: readonly string[]; nowMs: number },
): string {
  const { found, nowMs } = options;
  const { strategy, mode, writes, startedAtMs, atMs, leader } = snapshot;
  const led = leader === undefined || leader === null ? '' : `, led by ${leader.holder}`;
  const head =
    `${strategy}: ${found.length === 0 ? 'healthy' : 'needs attention'}; mode ${mode}, ` +
    `last tick ${span(nowMs - atMs)} ago, ` +
    `${writes} weight ${writes === 1 ? 'write' : 'writes'} since ${clockTime(startedAtMs, nowMs)}${led}`;
  const blocks = [
    [head, ...found.map((finding) => `  ! ${finding}`)].join('\n'),
    ...snapshot.upstreams.map((upstream) => renderUpstream(upstream, nowMs)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function renderUpstream(upstream: UpstreamStatus, nowMs: number): string {
  const demand = upstream.demandRps === null ? 'demand not known' : rate(upstream.demandRps);
  const head = `${upstream.service}  ${demand}, ${percent(upstream.failingRatio)} failing`;
  const rows = upstream.regions.flatMap((region) => [
    regionCells(region, nowMs),
    ...region.targets.map((target) => targetCells(target)),
  ]);
  return [head, ...alignColumns(rows).map((row) => `  ${row}`)].join('\n');
}

function regionCells(region: RegionStatus, nowMs: number): readonly string[] {
  const shares = region.shares.map(({ gateway, desiredRatio, appliedRatio }) => {
    const applied = appliedRatio === null ? 'not known' : percent(appliedRatio);
    const observed = observedShare(region, gateway);
    const seen = observed === null ? '' : `, observed ${percent(observed)}`;
    const prefix = region.shares.length > 1 ? `${gateway} ` : '';
    return `${prefix}${percent(desiredRatio)} wanted, ${applied} applied${seen}`;
  });
  const wait = region.waitingFor === null ? '' : `; waits for ${region.waitingFor}`;
  return [
    region.region,
    region.phase,
    `for ${span(nowMs - region.sinceMs)}`,
    `${shares.join(' | ')}${wait}`,
  ];
}

/** Share of this region by the weights that the nodes really use; `null` while none tells. */
function observedShare(region: RegionStatus, gateway: string): number | null {
  let own = 0;
  let desired = 0;
  for (const target of region.targets) {
    const weight = target.weights.find((entry) => entry.gateway === gateway);
    const first = weight?.observed.find((node) => node.weight !== null);
    if (weight === undefined || first === undefined) return null;
    own += first.weight ?? 0;
    desired += weight.desired;
  }
  const share = region.shares.find((entry) => entry.gateway === gateway);
  if (share === undefined || desired === 0) return null;
  return share.desiredRatio * (own / desired);
}

function targetCells(target: TargetStatus): readonly string[] {
  const latency =
    target.meanLatencyMs === null ? '' : `, mean ${Math.round(target.meanLatencyMs)} ms`;
  const weights = target.weights.map(({ desired, observed }) => {
    const others = observed.filter(({ weight }) => weight !== null && weight !== desired);
    return others.length === 0 ? `${desired}` : `${desired} (${others[0]?.weight} in Kong)`;
  });
  return [
    `  ${target.target}`,
    target.rotation,
    `probe ${target.probe}, Kong ${target.kong}`,
    `weight ${weights.join(' | ')}, ${rate(target.triesPerSecond)}, ` +
      `${percent(target.failingRatio)} failing${latency}`,
  ];
}
