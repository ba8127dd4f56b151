/**
 * Gateway → region → target: boxes in three columns and the streams between them. Widths are
 * requests/s. How a region's tries split between several gateways is not measured; it is told from
 * the shares that each gateway was given, as if all gateways had the same traffic.
 */

import type { RegionStatus, StatusSnapshot, TargetStatus } from '../../../model/status.ts';
import { levelOfPhase, levelOfTarget, worse, type Level } from './level.ts';
import { triesOf } from './regions.ts';

export interface FlowBox {
  readonly id: string;
  readonly column: 0 | 1 | 2;
  readonly label: string;
  /** How many it stands for, when it stands for several. */
  readonly count: number;
  readonly rps: number;
  readonly level: Level;
  readonly y: number;
  readonly height: number;
}

export interface FlowStream {
  readonly from: string;
  readonly to: string;
  readonly rps: number;
  readonly level: Level;
  readonly fromY: number;
  readonly toY: number;
  readonly width: number;
}

export interface Flow {
  readonly boxes: readonly FlowBox[];
  readonly streams: readonly FlowStream[];
  readonly height: number;
}

/** Shown for each region: those in trouble, then the busiest; the others as one. */
const TARGETS_SHOWN = 6;
/** All traffic together is this wide, px. */
const WIDEST = 110;
const GAP = 8;
const LEAST_HEIGHT = 40;

interface Draft {
  readonly id: string;
  readonly column: 0 | 1 | 2;
  readonly label: string;
  readonly count: number;
  readonly rps: number;
  readonly level: Level;
}

interface DraftStream {
  readonly from: string;
  readonly to: string;
  readonly rps: number;
  readonly level: Level;
}

export interface FlowOptions {
  /** `null` for all services together. */
  readonly service: string | null;
  /** Least height of a target's box, px. */
  readonly targetHeight: number;
}

export function flowOf(snapshot: StatusSnapshot, options: FlowOptions): Flow {
  const { service, targetHeight } = options;
  const entries = snapshot.upstreams.filter((one) => service === null || one.service === service);
  const regions = mergeRegions(entries.flatMap((entry) => entry.regions));
  const gateways: Draft[] = snapshot.gateways.map(({ gateway, failure }) => ({
    id: `g ${gateway}`,
    column: 0,
    label: gateway,
    count: 1,
    rps: 0,
    level: failure === null ? 'good' : 'warn',
  }));
  const drafts: Draft[] = [];
  const streams: DraftStream[] = [];
  const sent = new Map<string, number>();
  for (const { region, rps, level, streamLevel, parts, targets } of regions) {
    const id = `r ${region}`;
    drafts.push({ id, column: 1, label: region, count: 1, rps, level });
    const whole = Object.values(parts).reduce((sum, part) => sum + part, 0);
    for (const { id: from, label } of gateways) {
      const part = whole === 0 ? 1 / gateways.length : (parts[label] ?? 0) / whole;
      streams.push({ from, to: id, rps: rps * part, level: streamLevel });
      sent.set(from, (sent.get(from) ?? 0) + rps * part);
    }
    for (const one of shownTargets(region, targets)) {
      drafts.push(one);
      streams.push({ from: id, to: one.id, rps: one.rps, level: one.level });
    }
  }
  const filled = gateways.map((one) => ({ ...one, rps: sent.get(one.id) ?? 0 }));
  return placed([...filled, ...drafts], { streams, targetHeight });
}

interface MergedRegion {
  readonly region: string;
  readonly rps: number;
  readonly level: Level;
  /** Least bad of its services: a stream is bad only when all that flows in it is. */
  readonly streamLevel: Level;
  /** Requests/s by gateway, by the weights. */
  readonly parts: Readonly<Record<string, number>>;
  readonly targets: readonly TargetStatus[];
}

function mergeRegions(entries: readonly RegionStatus[]): readonly MergedRegion[] {
  const merged = new Map<string, MergedRegion>();
  for (const entry of entries) {
    const before = merged.get(entry.region);
    const rps = triesOf(entry);
    const level = levelOfPhase(entry.phase);
    const parts: Record<string, number> = { ...before?.parts };
    for (const { gateway, appliedRatio, desiredRatio } of entry.shares) {
      parts[gateway] = (parts[gateway] ?? 0) + rps * (appliedRatio ?? desiredRatio);
    }
    merged.set(entry.region, {
      region: entry.region,
      rps: (before?.rps ?? 0) + rps,
      level: before === undefined || worse(level, before.level) < 0 ? level : before.level,
      streamLevel:
        before === undefined || worse(level, before.streamLevel) > 0 ? level : before.streamLevel,
      parts,
      targets: [...(before?.targets ?? []), ...entry.targets],
    });
  }
  return [...merged.values()];
}

function shownTargets(region: string, targets: readonly TargetStatus[]): readonly Draft[] {
  const drafts = targets.map((one) => ({
    id: `t ${region} ${one.target}`,
    column: 2 as const,
    label: one.target,
    count: 1,
    rps: one.triesPerSecond,
    level: levelOfTarget(one),
  }));
  const sorted = drafts.toSorted((a, b) => worse(a.level, b.level) || b.rps - a.rps);
  // Their own order, so that a target does not jump about with each second's traffic.
  const shown = new Set(sorted.slice(0, TARGETS_SHOWN).map(({ id }) => id));
  const rest = sorted.slice(TARGETS_SHOWN);
  const own = drafts.filter(({ id }) => shown.has(id));
  if (rest.length === 0) return own;
  const rps = rest.reduce((sum, one) => sum + one.rps, 0);
  const level = rest[0]?.level ?? 'good';
  return [...own, { id: `t ${region} rest`, column: 2, label: '', count: rest.length, rps, level }];
}

function placed(
  drafts: readonly Draft[],
  options: { readonly streams: readonly DraftStream[]; readonly targetHeight: number },
): Flow {
  const { streams, targetHeight } = options;
  const total = drafts.reduce((sum, { column, rps }) => sum + (column === 1 ? rps : 0), 0);
  const scale = total === 0 ? 0 : WIDEST / total;
  const heightOf = ({ column, rps }: Draft) =>
    Math.max(column === 2 ? targetHeight : LEAST_HEIGHT, rps * scale + 4);
  const columns = ([0, 1, 2] as const).map((column) =>
    drafts.filter((draft) => draft.column === column),
  );
  const heights = columns.map((each) =>
    each.reduce((sum, draft) => sum + heightOf(draft) + GAP, -GAP),
  );
  const height = Math.max(0, ...heights);
  const boxes = columns.flatMap((each, column) => {
    // Columns that are less full are spread over the whole height.
    const spare = (height - (heights[column] ?? 0)) / Math.max(1, each.length);
    let y = spare / 2;
    return each.map((draft) => {
      const box = { ...draft, y, height: heightOf(draft) };
      y += box.height + GAP + spare;
      return box;
    });
  });
  return { boxes, streams: placeStreams(streams, { boxes, scale }), height };
}

/** Stacked at both ends in the order of the boxes they come from and go to. */
function placeStreams(
  streams: readonly DraftStream[],
  { boxes, scale }: { readonly boxes: readonly FlowBox[]; readonly scale: number },
): readonly FlowStream[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const used = new Map<string, number>();
  const startOf = (id: string, side: 'in' | 'out', width: number) => {
    const box = byId.get(id);
    if (box === undefined) return 0;
    const key = `${side} ${id}`;
    const offset = used.get(key) ?? (box.height - box.rps * scale) / 2;
    used.set(key, offset + width);
    return box.y + offset + width / 2;
  };
  return streams.map((stream) => {
    const width = stream.rps * scale;
    return {
      ...stream,
      width,
      fromY: startOf(stream.from, 'out', width),
      toY: startOf(stream.to, 'in', width),
    };
  });
}
