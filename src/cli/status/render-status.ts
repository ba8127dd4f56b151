/** All of a snapshot as text: one block per service, a line per region, a line per target. */

import type {
  RegionStatus,
  StatusSnapshot,
  TargetStatus,
  UpstreamStatus,
} from '../../model/status.ts';
import { alignColumns } from '../columns.ts';
import { clockTime } from '../format.ts';
import { type ScreenWords, screenWords } from '../screen-words.ts';
import type { Looking } from './render-screen.ts';

export function renderStatus(
  snapshot: StatusSnapshot,
  options: { found: readonly string[]; nowMs: number; words?: ScreenWords },
): string {
  const { found, nowMs, words = screenWords('en') } = options;
  const { tell } = words;
  const { strategy, mode, writes, startedAtMs, atMs, leader = null } = snapshot;
  const head = tell('status-head-all', {
    strategy,
    state: tell(found.length === 0 ? 'healthy' : 'needs-attention'),
    mode,
    ageMs: nowMs - atMs,
    writes: tell('weight-writes', { count: writes }),
    time: clockTime(startedAtMs, nowMs),
    led:
      leader === null ? '' : tell('head-led', { led: tell('led-by', { holder: leader.holder }) }),
  });
  const blocks = [
    [head, ...found.map((finding) => `  ! ${finding}`)].join('\n'),
    ...snapshot.upstreams.map((upstream) => renderUpstream(upstream, { nowMs, words })),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function renderUpstream(upstream: UpstreamStatus, looking: Looking): string {
  const { words } = looking;
  const { service, demandRps, failingRatio } = upstream;
  const demand = demandRps === null ? words.tell('demand-unknown') : words.rate(demandRps);
  const head = `${service}  ${demand}, ${words.tell('failing-now', { failingRatio })}`;
  const rows = upstream.regions.flatMap((region) => [
    regionCells(region, looking),
    ...region.targets.map((target) => targetCells(target, words)),
  ]);
  return [head, ...alignColumns(rows).map((row) => `  ${row}`)].join('\n');
}

function regionCells(region: RegionStatus, { nowMs, words }: Looking): readonly string[] {
  const { tell, percent } = words;
  const shares = region.shares.map(({ gateway, desiredRatio, appliedRatio }) => {
    const applied = appliedRatio === null ? tell('not-known') : percent(appliedRatio);
    const observed = observedShare(region, gateway);
    const seen = observed === null ? '' : tell('share-observed', { share: percent(observed) });
    const prefix = region.shares.length > 1 ? `${gateway} ` : '';
    const wanted = percent(desiredRatio);
    return tell('share-wanted', { prefix, wanted, applied, observed: seen });
  });
  const { waitingFor } = region;
  const wait = waitingFor === null ? '' : `; ${tell('waits-for', { what: waitingFor })}`;
  return [
    region.region,
    tell(`phase-${region.phase}`),
    tell('for-a-time', { ageMs: nowMs - region.sinceMs }),
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

function targetCells(target: TargetStatus, { tell, rate }: ScreenWords): readonly string[] {
  const { meanLatencyMs, failingRatio } = target;
  const mean = meanLatencyMs === null ? '' : tell('mean-ms', { meanMs: Math.round(meanLatencyMs) });
  const weights = target.weights.map(({ desired, observed }) => {
    const others = observed.filter(({ weight }) => weight !== null && weight !== desired);
    const [other] = others;
    if (other === undefined) return `${desired}`;
    return tell('weight-in-kong', { desired, weight: other.weight ?? 0 });
  });
  return [
    `  ${target.target}`,
    tell(`rotation-${target.rotation}`),
    tell('probe-and-kong', {
      probe: tell(`probe-${target.probe}`),
      kong: tell(`kong-${target.kong}`),
    }),
    tell('weight-rate-failing', {
      weights: weights.join(' | '),
      rate: rate(target.triesPerSecond),
      failing: tell('failing-now', { failingRatio }),
      mean,
    }),
  ];
}
