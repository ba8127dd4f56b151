/** A report as headings, paragraphs and tables, from which Markdown and HTML are made alike. */

import { createFormat, type Format, type Language } from '../../lib/locale.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import { sentenceOf } from '../../model/sentences.ts';
import { drillWords } from '../../operations/drills-speech.ts';
import { REPORT_MESSAGES } from './messages.ts';
import type { Label, ReportMessages } from './words.ts';

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly isLoud?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'chart' }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface ReportContent {
  readonly language: Language;
  readonly title: string;
  readonly verdict: DrillReport['verdict'];
  readonly blocks: readonly Block[];
}

export interface Words {
  readonly messages: ReportMessages;
  readonly format: Format;
  readonly label: (label: Label) => string;
  readonly language: Language;
}

const MAX_EVENTS = 60;

export function contentOf(report: DrillReport, language: Language): ReportContent {
  const messages = REPORT_MESSAGES[language];
  const words: Words = {
    messages,
    format: createFormat(language),
    label: (label) => messages.labels[label],
    language,
  };
  const blocks = SECTIONS.flatMap((section) => section(report, words));
  return { language, title: messages.title(report.drill.title), verdict: report.verdict, blocks };
}

type Section = (report: DrillReport, words: Words) => readonly Block[];

const SECTIONS: readonly Section[] = [
  verdictSection,
  whatSection,
  timelineSection,
  impactSection,
  expectationSection,
  preCheckSection,
  restoreSection,
  comparisonSection,
  eventSection,
  evidenceSection,
];

function verdictSection(report: DrillReport, { messages, format, label }: Words): Block[] {
  const { verdict, reasons, scoreRatio, restore } = report;
  const score = scoreRatio === null ? [] : [`${label('score')}: ${format.percent(scoreRatio)}.`];
  return [
    { kind: 'heading', text: messages.headings.verdict },
    { kind: 'paragraph', text: messages.verdict[verdict], isLoud: true },
    { kind: 'list', items: [...reasons.map((one) => messages.reason(one, format)), ...score] },
    ...(restore.restored
      ? []
      : ([
          { kind: 'paragraph', text: messages.unrestored, isLoud: true },
          { kind: 'code', lines: restore.manual },
        ] as const)),
  ];
}

function whatSection(report: DrillReport, { messages, format, label }: Words): Block[] {
  const { drill, blast, strategy, by, id, startedAtMs } = report;
  const scope = [blast.services.join(', '), blast.regions.join(', '), blast.targets.join(', ')];
  const rows = [
    [label('id'), id],
    [label('hypothesis'), drill.hypothesis],
    [label('scope'), scope.filter((part) => part !== '').join(' · ')],
    [label('traffic'), ratioText(blast.trafficRatio, { format, label })],
    [label('fault'), messages.fault[drill.fault.kind]],
    [label('duration'), format.duration(drill.durationMs)],
    [label('strategy'), strategy],
    [label('by'), by],
    [label('began'), clockOf(startedAtMs)],
  ];
  const isMark = drill.fault.kind === 'health-mark';
  return [
    { kind: 'heading', text: messages.headings.what },
    { kind: 'table', head: ['', ''], rows },
    ...(isMark ? [{ kind: 'paragraph', text: messages.marksNote } as const] : []),
  ];
}

function timelineSection(report: DrillReport, { messages, format, label }: Words): Block[] {
  const { timeline: times, nodes } = report;
  if (times.faultAtMs === null) return [];
  const { faultAtMs } = times;
  const moments = [
    times.faultAtMs,
    times.firstBadAtMs,
    times.detectedAtMs,
    times.decidedAtMs,
    times.appliedAtMs,
    times.cleanAtMs,
    times.faultEndAtMs,
    times.failbackAtMs,
    times.restoredAtMs,
  ];
  const rows = moments.map((atMs, index) => {
    const noticed = times.detectedBy === 'kong' ? label('kongChecks') : times.detectedBy;
    const by = index === 2 && noticed !== null ? ` (${noticed})` : '';
    const what = `${messages.times[index] ?? ''}${by}`;
    if (atMs === null) return [what, '–', label('never')];
    return [what, clockOf(atMs), after(atMs - faultAtMs, format)];
  });
  const duration = (ms: number | null) => (ms === null ? label('never') : after(ms, format));
  const nodeRows = nodes.map(({ node, detectedMs, appliedMs, recoveredMs }) => [
    node,
    duration(detectedMs),
    duration(appliedMs),
    duration(recoveredMs),
  ]);
  const nodeHead = [label('node'), label('detected'), label('applied'), label('recovered')];
  return [
    { kind: 'heading', text: messages.headings.timeline },
    { kind: 'table', head: [label('moment'), label('clock'), label('afterFault')], rows },
    { kind: 'paragraph', text: messages.resolution },
    { kind: 'heading', text: messages.headings.chart },
    { kind: 'chart' },
    { kind: 'heading', text: messages.headings.nodes },
    { kind: 'table', head: nodeHead, rows: nodeRows },
  ];
}

function impactSection(report: DrillReport, { messages, format, label }: Words): Block[] {
  const { services, survivors, amplification, leakRatio, flaps, falseEjections } = report;
  if (report.timeline.faultAtMs === null) return [];
  const { number } = format;
  const rows = services.map((one) => [
    one.service,
    number(one.requests),
    number(one.failed),
    number(one.shed),
    number(one.badSeconds),
    ratioText(one.budgetSpentRatio, { format, label }),
  ]);
  const head = ['service', 'requests', 'failed', 'shed', 'badSeconds', 'budget'] as const;
  const peaks = survivors.map(({ region, service, peakRps, capacityRps }) => [
    region,
    service,
    number(peakRps, 1),
    capacityRps === null ? label('unknown') : number(capacityRps),
    capacityRps === null || capacityRps === 0
      ? label('unknown')
      : format.percent(Number((peakRps / capacityRps).toFixed(3))),
  ]);
  const tries = [amplification.before, amplification.during].map((value) =>
    value === null ? label('unknown') : number(value, 2),
  );
  return [
    { kind: 'heading', text: messages.headings.impact },
    { kind: 'table', head: head.map((one) => label(one)), rows },
    { kind: 'paragraph', text: messages.budgetNote },
    {
      kind: 'list',
      items: [
        `${label('amplification')}: ${tries.join(' → ')}`,
        `${label('leak')}: ${ratioText(leakRatio, { format, label })}`,
        `${label('flaps')}: ${number(flaps)}`,
        `${label('falseEjections')}: ${falseEjections.join(', ') || label('none')}`,
      ],
    },
    { kind: 'heading', text: messages.headings.survivors },
    {
      kind: 'table',
      head: (['region', 'service', 'peak', 'capacity', 'load'] as const).map((one) => label(one)),
      rows: peaks,
    },
  ];
}

function expectationSection(report: DrillReport, { messages, format, label }: Words): Block[] {
  if (report.judged.length === 0) return [];
  const show = (what: string, value: number | null) => {
    if (value === null) return label('never');
    if (what === 'failed') return format.percent(Number(value.toPrecision(3)));
    return what === 'p99' ? `${format.number(value, 1)} ms` : format.duration(value);
  };
  const rows = report.judged.map(({ what, limit, found, passed }) => [
    messages.what[what],
    show(what, limit),
    show(what, found),
    label(passed ? 'passed' : 'missed'),
  ]);
  const head = (['expectation', 'limit', 'found', 'result'] as const).map((one) => label(one));
  return [
    { kind: 'heading', text: messages.headings.expectations },
    { kind: 'table', head, rows },
  ];
}

function preCheckSection(
  report: DrillReport,
  { messages, format, label, language }: Words,
): Block[] {
  const { preChecks, steady } = report;
  const rows = preChecks.map(({ code, passed, found, said }) => [
    `${passed ? '✓' : '✗'} ${messages.preCheck[code]}`,
    drillWords(said?.found, { language, text: found }),
  ]);
  const checks: Block =
    rows.length === 0
      ? { kind: 'paragraph', text: messages.preChecksNote }
      : { kind: 'table', head: [label('check'), label('found')], rows };
  return [
    { kind: 'heading', text: messages.headings.preChecks },
    checks,
    ...(steady === null
      ? []
      : ([
          { kind: 'heading', text: messages.headings.steady },
          { kind: 'paragraph', text: messages.steadyLine(steady, format) },
        ] as const)),
  ];
}

function restoreSection({ restore, reasons }: DrillReport, words: Words): Block[] {
  const { messages, format, language } = words;
  const { restored, by, attempts, verified, failures, said } = restore;
  const told = restored ? verified : failures;
  const data = restored ? said?.verified : said?.failures;
  const isOther = reasons.some(({ code }) => code === 'driller-died');
  if (attempts === 0 && restored) return [];
  return [
    { kind: 'heading', text: messages.headings.restore },
    ...(isOther ? [{ kind: 'paragraph', text: messages.restoredByOther } as const] : []),
    restored
      ? { kind: 'paragraph', text: messages.restored(by, attempts, format) }
      : { kind: 'paragraph', text: messages.unrestored, isLoud: true },
    { kind: 'list', items: told.map((text, at) => drillWords(data?.[at], { language, text })) },
  ];
}

function comparisonSection({ previous }: DrillReport, { messages, format, label }: Words): Block[] {
  if (previous === null) return [];
  const { id, atMs, verdict, lost, decidedMs, cleanMs } = previous;
  const time = (ms: number | null) => (ms === null ? label('never') : after(ms, format));
  const [word = verdict] = messages.verdict[verdict].split(':');
  return [
    { kind: 'heading', text: messages.headings.comparison },
    { kind: 'paragraph', text: `${label('previous')}: ${id}, ${clockOf(atMs)}, ${word}` },
    {
      kind: 'table',
      head: ['', label('before'), label('now')],
      rows: [
        [label('lost'), format.number(lost.before), format.number(lost.now)],
        [label('decidedAfter'), time(decidedMs.before), time(decidedMs.now)],
        [label('cleanAfter'), time(cleanMs.before), time(cleanMs.now)],
      ],
    },
  ];
}

function eventSection({ events }: DrillReport, { messages, label, language }: Words): Block[] {
  if (events.length === 0) return [];
  const rows = events
    .slice(0, MAX_EVENTS)
    .map((event) => [clockOf(event.atMs), event.kind, sentenceOf(event, language)]);
  return [
    { kind: 'heading', text: messages.headings.events },
    { kind: 'table', head: [label('clock'), label('event'), ''], rows },
  ];
}

function evidenceSection(report: DrillReport, { messages, label }: Words): Block[] {
  const { strategy, drill, evidence } = report.hashes;
  return [
    { kind: 'heading', text: messages.headings.evidence },
    {
      kind: 'table',
      head: ['', 'SHA-256'],
      rows: [
        [label('strategy'), strategy],
        [label('id'), drill],
        [messages.headings.evidence, evidence],
      ],
    },
    { kind: 'paragraph', text: `${messages.evidenceNote} Ballast ${report.ballastVersion}.` },
  ];
}

function ratioText(ratio: number | null, { format, label }: Pick<Words, 'format' | 'label'>) {
  return ratio === null ? label('unknown') : format.percent(Number(ratio.toPrecision(3)));
}

/** `10:31:05`; the day is in the head of the report. */
function clockOf(atMs: number): string {
  return new Date(atMs).toISOString().replace('T', ' ').slice(0, 19);
}

function after(ms: number, { duration }: Format): string {
  return ms <= 0 ? '0 s' : duration(ms);
}
