/**
 * G6, few writes: none in untroubled steady state, none that changes nothing, all on the small
 * weight grid, and batches to an upstream at least 2 × its active-probe interval apart, except
 * emergencies.
 *
 * Steady state is when nothing was wrong within the last minute, Ballast has nothing under way and
 * the world gives no reason to adapt (equal sizes, load below the ceiling). A batch that completes
 * one that failed half-way is not spaced: while writes fail, spacing is not checked.
 */

import { TUNING } from '../../decide/tuning.ts';
import { WEIGHT_TOTAL } from '../../model/weight-grid.ts';
import type { CheckedTick, Checker, RunInput, Scenario } from '../contract.ts';
import { type Batch, FOREIGN, followBatches } from './batches.ts';
import { createEpisodes } from './episodes.ts';
import { createFindingList } from './finding-list.ts';
import { placesOf } from './places.ts';

/** After the start, and after the last thing under way ended, the last writes may be due. */
const SETTLE_MS = 60_000;
/** Two ticks' starts can lie this much closer together than their decisions. */
const JITTER_MS = 500;
/** After a failed write the rest of its batch may come late. */
const FAILURE_MS = 30_000;

export function createFewWritesChecker({ strategy, scenario }: RunInput): Checker {
  const findings = createFindingList('G6');
  const places = placesOf(strategy);
  const episodes = createEpisodes();
  const mayBeSteady = isCalm(scenario);
  const lastBatchMs = new Map<string, number>();
  let busyMs: number | null = null;
  let failedMs = -Infinity;

  const checkSpacing = ({ gateway, upstream, atMs, urgent }: Batch) => {
    const key = `${gateway} ${upstream}`;
    const sinceMs = atMs - (lastBatchMs.get(key) ?? -Infinity);
    lastBatchMs.set(key, atMs);
    const service = places.find({ gateway, upstream })?.layout.service;
    if (service === undefined || urgent || atMs - failedMs < FAILURE_MS) return;
    const spacingMs = TUNING.spacingIntervals * service.health.intervalMs;
    if (sinceMs >= spacingMs - JITTER_MS) return;
    const message =
      `weights of ${upstream} at ${gateway} are written ${Math.round(sinceMs)} ms after the ` +
      `batch before, without an emergency; ${spacingMs} ms are due`;
    findings.add(atMs, message);
  };
  const onBatch = (batch: Batch, tick: CheckedTick | null) => {
    if (batch.writer === FOREIGN) return;
    if (tick?.events.some(({ kind }) => kind === 'write-failed') === true) failedMs = tick.atMs;
    checkSpacing(batch);
    const isSteady = busyMs !== null && batch.atMs - busyMs > SETTLE_MS;
    if (!mayBeSteady || !isSteady || batch.last.isTroubled) return;
    const moves = tick?.events.map(({ kind, message }) => `${kind}: ${message}`) ?? [];
    const message = `weights of ${batch.upstream} at ${batch.gateway} are written in peace`;
    findings.add(batch.atMs, message, {
      before: batch.before,
      after: batch.last.weights,
      events: moves,
    });
  };
  const batches = followBatches(onBatch);
  return {
    guarantee: 'G6',
    onWrite: (write) => {
      const { atMs, from, to, target, upstream, writer } = write;
      const isOnGrid = Number.isInteger(to) && to >= 0 && to <= WEIGHT_TOTAL;
      if (writer !== FOREIGN && from === to) {
        findings.add(atMs, `${target} of ${upstream} is written ${to} again`);
      } else if (writer !== FOREIGN && !isOnGrid) {
        findings.add(atMs, `${target} of ${upstream} is written ${to}, which is not on the grid`);
      }
      batches.onWrite(write);
    },
    onTick: (tick) => {
      busyMs ??= tick.atMs;
      batches.onTick(tick);
      for (const event of tick.events) {
        if (event.kind === 'write-failed') failedMs = tick.atMs;
        episodes.add(event);
      }
      if (tick.isTroubled || episodes.count() > 0) busyMs = tick.atMs;
    },
    onEnd: batches.onEnd,
    findings: findings.all,
  };
}

/** Nothing but faults gives a reason to write. */
function isCalm({ servers, traffic }: Scenario): boolean {
  const { level, shape } = traffic;
  const isEqual = servers.sizes.every((size) => size === servers.sizes[0]);
  if (!isEqual || shape.kind === 'bursts' || shape.kind === 'trace') return false;
  const peak = shape.kind === 'diurnal' ? 1 + shape.swing : 1;
  return 'load' in level && level.load * peak <= TUNING.ceilingRatio;
}
