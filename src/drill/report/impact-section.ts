/** What it cost: requests, budget, time; what went where; what the others carried. */

import type { DrillReport } from '../../model/drill-report.ts';
import { after, type Block, latencyText, ratioText, type Words } from './block.ts';

export function impactSection(report: DrillReport, words: Words): readonly Block[] {
  const { messages, label } = words;
  if (report.timeline.faultAtMs === null) return [];
  const rps = ratePerSecond(report);
  const head = ['service', 'requests', 'failed', 'shed', 'badSeconds', 'outage', 'budget'] as const;
  return [
    { kind: 'heading', text: messages.headings.impact },
    { kind: 'table', head: head.map((one) => label(one)), rows: costRows(report, words) },
    { kind: 'paragraph', text: messages.budgetNote },
    ...(rps < TELLING_RPS
      ? [{ kind: 'paragraph', text: messages.fewRequests(rps, words.format) } as const]
      : []),
    { kind: 'list', items: conductLines(report, words) },
    ...survivorBlocks(report, words),
  ];
}

/** Below it one lost request makes a second bad (design §5). */
const TELLING_RPS = 100;

/** Of the services drilled, all together. */
function ratePerSecond({ seconds }: DrillReport): number {
  const total = seconds.reduce((sum, { requests }) => sum + requests, 0);
  const [first, last] = [seconds[0], seconds.at(-1)];
  if (first === undefined || last === undefined || last.atMs === first.atMs) return total;
  return (1_000 * total) / (last.atMs - first.atMs);
}

function costRows({ services }: DrillReport, words: Words): readonly (readonly string[])[] {
  const { format, label } = words;
  const { number } = format;
  return services.map((one) => [
    one.service,
    number(one.requests),
    number(one.failed),
    number(one.shed),
    number(one.badSeconds),
    one.outageMs === undefined ? label('unknown') : after(one.outageMs, format),
    ratioText(one.budgetSpentRatio, words),
  ]);
}

function conductLines(report: DrillReport, words: Words): readonly string[] {
  const { amplification, latency, leakRatio, flaps, falseEjections, drill } = report;
  const { messages, format, label } = words;
  const { number } = format;
  const tries = [amplification.before, amplification.during].map((value) =>
    value === null ? label('unknown') : number(value, 2),
  );
  const { fault, scope } = drill;
  const isPart = fault.kind === 'weight-out' && scope.shareRatio < 1;
  const kept = isPart ? ` (${messages.toStay(1 - scope.shareRatio, format)})` : '';
  const p99 = [latency?.beforeP99Ms ?? null, latency?.duringP99Ms ?? null];
  return [
    ...(latency === undefined
      ? []
      : [`${label('latency')}: ${p99.map((ms) => latencyText(ms, words)).join(' → ')}`]),
    `${label('amplification')}: ${tries.join(' → ')}`,
    // What Kong answers by itself makes no try that could go anywhere.
    ...(fault.kind === 'request-termination'
      ? []
      : [`${label('leak')}: ${ratioText(leakRatio, words)}${kept}`]),
    `${label('flaps')}: ${number(flaps)}`,
    `${label('falseEjections')}: ${falseEjections.join(', ') || label('none')}`,
  ];
}

function survivorBlocks({ survivors }: DrillReport, words: Words): readonly Block[] {
  const { messages, format, label } = words;
  const { number, percent } = format;
  if (survivors.length === 0) return [];
  const rows = survivors.map(({ region, service, peakRps, capacityRps }) => [
    region,
    service,
    number(peakRps, 1),
    capacityRps === null ? label('unknown') : number(capacityRps),
    capacityRps === null || capacityRps === 0
      ? label('unknown')
      : percent(Number((peakRps / capacityRps).toFixed(3))),
  ]);
  const head = (['region', 'service', 'peak', 'capacity', 'load'] as const).map((one) =>
    label(one),
  );
  return [
    { kind: 'heading', text: messages.headings.survivors },
    { kind: 'table', head, rows },
  ];
}
