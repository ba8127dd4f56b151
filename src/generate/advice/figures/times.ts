/** Figures about how long things take. */

import type { FailureKind } from '../failures.ts';
import type { ServiceFacts } from '../facts.ts';
import type { Page } from '../page.ts';
import { ADVICE_TUNING } from '../tuning.ts';
import { CHECKS_TUNING } from '../../tuning.ts';

/** Until Kong's active checks have marked a target, by what it does. */
export function markedFigure(
  { book, format }: Page,
  { service, worst }: ServiceFacts,
  kind: 'refused' | 'hanging' | 'status',
  sign: '≤' | '' = '',
): string {
  const { intervalMs, timeoutMs } = service.health;
  const round = `${format.duration(intervalMs)} + ${seconds(CHECKS_TUNING.schedulerTickMs, format)}`;
  const value = { refused: worst.refusedMs, hanging: worst.hangingMs, status: worst.statusMs };
  const end = kind === 'hanging' ? ` + ${format.duration(timeoutMs)}` : '';
  return book.figure({
    trace: kind,
    value: value[kind],
    unit: 'ms',
    sign,
    where: service.name,
    from: `${CHECKS_TUNING.activeFailures} × (${round})${end}`,
  });
}

export function recoveryFigure({ book, format }: Page, { service, worst }: ServiceFacts): string {
  const round = `${format.duration(service.health.intervalMs)} + ${seconds(CHECKS_TUNING.schedulerTickMs, format)}`;
  return book.figure({
    trace: 'recovery',
    value: worst.recoveryMs,
    unit: 'ms',
    where: service.name,
    from: `${CHECKS_TUNING.activeSuccesses} × (${round})`,
  });
}

function seconds(durationMs: number, format: Page['format']): string {
  return `${format.number(durationMs / 1_000, 1)} s`;
}

/** What Ballast needs for partial faults: of one service, or of the slowest. */
export function partialFigure(
  { facts, book, format }: Page,
  entry: ServiceFacts | null,
): { target: string; region: string; targetRatio: string; regionRatio: string } {
  const among = entry === null ? facts.services : [entry];
  const figure = (kind: FailureKind, trace: 'partialTarget' | 'partialRegion') => {
    const slowest = among.toSorted((left, right) => movedOf(right, kind) - movedOf(left, kind))[0];
    return book.figure({
      trace,
      value: slowest === undefined ? 0 : movedOf(slowest, kind),
      unit: 'ms',
      where: slowest?.service.name ?? '',
      from: slowest === undefined ? '' : `${format.number(slowest.rps)}/s`,
    });
  };
  const example = (value: number) => book.figure({ trace: 'example', value, unit: 'ratio' });
  return {
    target: figure('target-gray', 'partialTarget'),
    region: figure('region-gray', 'partialRegion'),
    targetRatio: example(ADVICE_TUNING.targetGrayRatio),
    regionRatio: example(ADVICE_TUNING.regionGrayRatio),
  };
}

export function movedOf(entry: ServiceFacts, kind: FailureKind): number {
  return entry.failures.find((failure) => failure.kind === kind)?.withBallast.movedMs ?? 0;
}

const MARKED: Readonly<Partial<Record<FailureKind, 'refused' | 'hanging' | 'status'>>> = {
  'region-refuses': 'refused',
  'region-hangs': 'hanging',
  'region-errors': 'status',
};

/** Until traffic has moved: Kong's times are bounds, those of Ballast's tests are means. */
export function movedFigure(
  page: Page,
  {
    entry,
    kind,
    alone,
  }: { readonly entry: ServiceFacts; readonly kind: FailureKind; readonly alone: boolean },
): string | null {
  const marked = MARKED[kind];
  if (marked !== undefined) return markedFigure(page, entry, marked, '≤');
  if (alone || kind === 'slow') return null;
  return page.book.figure({
    trace: kind === 'target-gray' ? 'partialTarget' : 'partialRegion',
    value: movedOf(entry, kind),
    unit: 'ms',
    sign: '≈',
    where: entry.service.name,
    from: `${page.format.number(entry.rps)}/s`,
  });
}

export function returnFigure({ book, format }: Page, entry: ServiceFacts): string {
  const { service, returnMs, returnSteps } = entry;
  const lasting = returnSteps.filter(({ lastsMs }) => lastsMs > 0);
  const sum = lasting.map(({ lastsMs }) => format.duration(lastsMs)).join(' + ');
  return book.figure({
    trace: 'returnTime',
    value: returnMs,
    unit: 'ms',
    where: service.name,
    from: `${format.duration(service.failback.holdMs)} + ${sum}`,
  });
}
