/** The history in memory, for simulators and tests: the same answers as the file's. */

import type { AuditEntry } from '../model/audit.ts';
import type { ControlEvent } from '../model/control.ts';
import type {
  History,
  HistoryQuery,
  Numbered,
  Sample,
  SampleQuery,
  StoredReport,
} from '../model/history.ts';
import { type HistoryLimits, queryLimit, stepBegin } from './history-limits.ts';
import { mergeSamples } from './history-merge.ts';
import { planStretches } from './history-stretches.ts';
import { createRing, type MemoryRing } from './memory-ring.ts';

/** JSON of the samples of a level, by begin of the step. */
type Steps = Map<number, string>;

export function createMemoryHistory(
  limits: HistoryLimits,
  journal: Pick<MemoryRing, 'rows' | 'firstId'>,
): History {
  const audit = createRing(limits.audit);
  const levels = new Map<number, Steps>(limits.levels.map(({ stepMs }) => [stepMs, new Map()]));
  const reports = new Map<string, string>();
  return {
    readEvents: (query) =>
      Promise.resolve(queryRing<ControlEvent>(journal.rows(), journal.firstId(), query)),
    appendAudit: (entry) => {
      audit.push(entry);
      return Promise.resolve();
    },
    readAudit: (query) =>
      Promise.resolve(queryRing<AuditEntry>(audit.rows(), audit.firstId(), query)),
    appendSample: (sample) => {
      addSample(levels, limits, sample);
      return Promise.resolve();
    },
    readSamples: (query) => Promise.resolve(readSamples(levels, limits, query)),
    putReport: (report) => {
      reports.set(report.id, JSON.stringify(report));
      for (const { id } of ofKind(reports, report.kind).slice(limits.reports)) reports.delete(id);
      return Promise.resolve();
    },
    listReports: (kind, limit) => {
      const found = ofKind(reports, kind).slice(0, queryLimit(limit));
      return Promise.resolve(found.map((report) => ({ ...report, report: null })));
    },
    readReport: (id) =>
      Promise.resolve(JSON.parse(reports.get(id) ?? 'null') as StoredReport | null),
  };
}

function queryRing<T extends { readonly atMs: number }>(
  rows: readonly string[],
  firstId: number,
  { sinceMs = -Infinity, untilMs = Infinity, afterId, limit }: HistoryQuery,
): readonly Numbered<T>[] {
  const found = rows
    .map((row, index) => ({ id: firstId + index, entry: JSON.parse(row) as T }))
    .filter(({ entry }) => sinceMs <= entry.atMs && entry.atMs < untilMs);
  if (afterId === undefined) return found.slice(-queryLimit(limit));
  return found.filter(({ id }) => id > afterId).slice(0, queryLimit(limit));
}

function addSample(
  kept: ReadonlyMap<number, Steps>,
  { levels }: HistoryLimits,
  sample: Sample,
): void {
  const fitting = levels.filter(({ stepMs }) => stepMs >= sample.stepMs);
  for (const { stepMs, keepMs } of fitting.length > 0 ? fitting : levels.slice(-1)) {
    const steps = kept.get(stepMs);
    if (steps === undefined) continue;
    const atMs = stepBegin(sample.atMs, stepMs);
    const own: Sample = { atMs, stepMs, services: sample.services };
    const before = JSON.parse(steps.get(atMs) ?? 'null') as Sample | null;
    steps.set(atMs, JSON.stringify(before === null ? own : mergeSamples(before, own)));
    const groupMs = levels.find((level) => level.stepMs > stepMs)?.stepMs ?? stepMs;
    const oldMs = stepBegin(sample.atMs - keepMs, groupMs);
    for (const begin of steps.keys()) if (begin < oldMs) steps.delete(begin);
  }
}

function readSamples(
  levels: ReadonlyMap<number, Steps>,
  limits: HistoryLimits,
  query: SampleQuery,
): readonly Sample[] {
  const oldest = new Map<number, number>();
  const newestMs = Math.max(0, ...[...levels.values()].flatMap((steps) => [...steps.keys()]));
  for (const [stepMs, steps] of levels) {
    if (steps.size > 0) oldest.set(stepMs, Math.min(...steps.keys()));
  }
  const found = planStretches(query, { limits, oldest, newestMs }).flatMap(
    ({ stepMs, fromMs, toMs }) =>
      [...(levels.get(stepMs) ?? [])]
        .filter(([atMs]) => fromMs <= atMs && atMs < toMs)
        .toSorted(([a], [b]) => a - b)
        .map(([, json]) => JSON.parse(json) as Sample),
  );
  const { service: wanted } = query;
  if (wanted === undefined) return found.slice(-limits.samplesRead);
  return found.slice(-limits.samplesRead).map((sample) => {
    return { ...sample, services: sample.services.filter(({ service }) => service === wanted) };
  });
}

function ofKind(
  reports: ReadonlyMap<string, string>,
  kind: StoredReport['kind'],
): readonly StoredReport[] {
  return [...reports.values()]
    .map((json) => JSON.parse(json) as StoredReport)
    .filter((report) => report.kind === kind)
    .toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1));
}
