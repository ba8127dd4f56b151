/** The figures of a run from its seconds and decisions. Words are design.md §5's. Pure. */

import { meanOf, quantileOf } from '../../lib/histogram.ts';
import type { ControlEvent, EventKind } from '../../model/control.ts';
import type { RunResult, SecondPoint } from '../contract.ts';
import type { Recorder } from './recorder.ts';

/** A second in which more than this part of the requests failed is bad. */
const BAD_RATIO = 0.01;

export type Figures = Omit<
  RunResult,
  'scenario' | 'contestant' | 'seed' | 'findings' | 'engine' | 'writes' | 'decisions' | 'weights'
>;

/** @param firstFaultMs from the end of the warm-up; `null` when the scenario has no fault. */
export function figuresOf(options: {
  readonly recorder: Recorder;
  readonly decisions: readonly ControlEvent[];
  readonly firstFaultMs: number | null;
}): Figures {
  const { recorder, decisions, firstFaultMs } = options;
  const measured = recorder.seconds.filter(({ second }) => second >= 0);
  const { latency } = recorder;
  return {
    sent: sumOf(measured, ({ sent }) => sent),
    failed: sumOf(measured, ({ failed }) => failed),
    shed: sumOf(measured, ({ shed }) => shed),
    badSeconds: measured.filter(isBad).length,
    cleanAfterMs: cleanAfterMs(measured, firstFaultMs ?? 0),
    p50Ms: quantileOf(latency, 0.5),
    p99Ms: quantileOf(latency, 0.99),
    p999Ms: quantileOf(latency, 0.999),
    meanMs: meanOf(latency),
    latency,
    servedByRegion: recorder.servedByRegion,
    servedByTarget: recorder.servedByServer,
    meanMsByTarget: recorder.meanMsByServer(),
    ejections: countOf(decisions, ['target-ejected']),
    regionMoves: countOf(decisions, ['region-evacuated', 'evacuation-undone', 'failback-aborted']),
    seconds: recorder.seconds,
  };
}

function isBad({ sent, failed }: Pick<SecondPoint, 'sent' | 'failed'>): boolean {
  return failed > sent * BAD_RATIO;
}

/** 0 when no second from the fault on was bad; `null` when the last one was. */
function cleanAfterMs(measured: readonly SecondPoint[], faultMs: number): number | null {
  const last = measured.findLast((point) => isBad(point) && (point.second + 1) * 1_000 > faultMs);
  if (last === undefined) return 0;
  if (last === measured.at(-1)) return null;
  return Math.max(0, (last.second + 1) * 1_000 - faultMs);
}

function sumOf(points: readonly SecondPoint[], valueOf: (point: SecondPoint) => number): number {
  return points.reduce((sum, point) => sum + valueOf(point), 0);
}

function countOf(decisions: readonly ControlEvent[], kinds: readonly EventKind[]): number {
  return decisions.filter(({ kind, atMs }) => atMs >= 0 && kinds.includes(kind)).length;
}
