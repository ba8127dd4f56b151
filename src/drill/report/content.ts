/** A report as headings, paragraphs and tables, from which Markdown and HTML are made alike. */

import { createFormat, type Language } from '../../lib/locale.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import { sentenceOf } from '../../model/sentences.ts';
import { drillWords } from '../../operations/drills-speech.ts';
import {
  after,
  type Block,
  clockOf,
  dateOf,
  latencyText,
  ratioText,
  type Section,
  type Words,
} from './block.ts';
import { impactSection } from './impact-section.ts';
import { REPORT_MESSAGES } from './messages.ts';
import { kindText, timelineSection } from './timeline-section.ts';

export interface ReportContent {
  readonly language: Language;
  readonly title: string;
  readonly verdict: DrillReport['verdict'];
  readonly blocks: readonly Block[];
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
  const score =
    scoreRatio === null
      ? []
      : [`${label('score')}: ${format.percent(Number(scoreRatio.toFixed(2)))}.`];
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
    [label('began'), dateOf(startedAtMs)],
  ];
  const isMark = drill.fault.kind === 'health-mark';
  const writes = blast.refusedWrites ?? [];
  return [
    { kind: 'heading', text: messages.headings.what },
    { kind: 'table', head: ['', ''], rows },
    ...(isMark ? [{ kind: 'paragraph', text: messages.marksNote } as const] : []),
    ...(writes.length > 0
      ? [{ kind: 'paragraph', text: messages.writesNote(writes.join(', ')) } as const]
      : []),
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

function comparisonSection({ previous }: DrillReport, words: Words): Block[] {
  const { messages, format, label } = words;
  if (previous === null) return [];
  const { id, atMs, verdict, lost, decidedMs, cleanMs, restoredMs, p99Ms } = previous;
  const time = (ms: number | null) => (ms === null ? label('never') : after(ms, format));
  const [word = verdict] = messages.verdict[verdict].split(':');
  return [
    { kind: 'heading', text: messages.headings.comparison },
    { kind: 'paragraph', text: `${label('previous')}: ${id}, ${dateOf(atMs)}, ${word}` },
    ...(previous.isSameDrill === false
      ? [{ kind: 'paragraph', text: messages.otherDrill } as const]
      : []),
    {
      kind: 'table',
      head: ['', label('before'), label('now')],
      rows: [
        [label('lost'), format.number(lost.before), format.number(lost.now)],
        [label('decidedAfter'), time(decidedMs.before), time(decidedMs.now)],
        [label('cleanAfter'), time(cleanMs.before), time(cleanMs.now)],
        ...(restoredMs === undefined
          ? []
          : [[label('restoredAfter'), time(restoredMs.before), time(restoredMs.now)]]),
        ...(p99Ms === undefined
          ? []
          : [['p99', latencyText(p99Ms.before, words), latencyText(p99Ms.now, words)]]),
      ],
    },
  ];
}

function eventSection({ events, timeline: { faultAtMs } }: DrillReport, words: Words): Block[] {
  const { messages, format, label, language } = words;
  if (events.length === 0) return [];
  const rows = events
    .slice(0, MAX_EVENTS)
    .map((event) => [
      clockOf(event.atMs),
      faultAtMs === null || event.atMs < faultAtMs ? '–' : after(event.atMs - faultAtMs, format),
      event.service ?? '–',
      kindText(event.kind, language),
      sentenceOf(event, language),
    ]);
  const head = ['clock', 'afterFault', 'service', 'event'] as const;
  return [
    { kind: 'heading', text: messages.headings.events },
    { kind: 'table', head: [...head.map((one) => label(one)), ''], rows },
    ...(events.length > MAX_EVENTS
      ? [{ kind: 'paragraph', text: messages.moreEvents(events.length - MAX_EVENTS) } as const]
      : []),
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
