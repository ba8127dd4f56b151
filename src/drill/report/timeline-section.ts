/** T0 to T7 as a table, each with what it is known from, and the same by node. */

import type { Language } from '../../lib/locale.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import { eventKindsEn } from '../../model/words/event-kinds-en.ts';
import { eventKindsNl } from '../../model/words/event-kinds-nl.ts';
import { after, type Block, clockOf, type Words } from './block.ts';

const KINDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: eventKindsEn,
  nl: eventKindsNl,
};

/** What the journal calls it; a kind of a later version keeps its name. */
export function kindText(kind: string, language: Language): string {
  const kinds = KINDS[language];
  return Object.hasOwn(kinds, kind) ? (kinds[kind] ?? kind) : kind;
}

export function timelineSection(report: DrillReport, words: Words): readonly Block[] {
  const { timeline: times, nodes } = report;
  const { messages, format, label } = words;
  const { faultAtMs } = times;
  if (faultAtMs === null) return [];
  // What Ballast did not move it need not bring back.
  const notMoved = label(times.decidedAtMs === null ? 'notNeeded' : 'never');
  const moments: readonly (readonly [atMs: number | null, without: string])[] = [
    [faultAtMs, ''],
    [times.firstBadAtMs, label('none')],
    [times.detectedAtMs, label('never')],
    [times.decidedAtMs, label('none')],
    [times.appliedAtMs, notMoved],
    [times.cleanAtMs, label('never')],
    [times.faultEndAtMs, label('never')],
    [times.failbackAtMs, notMoved],
    [times.restoredAtMs, label('never')],
  ];
  const rows = moments.map(([atMs, without], index) => {
    const what = `${messages.times[index] ?? ''}${index === 2 ? noticedBy(report, words) : ''}`;
    if (atMs === null) return [what, '–', without];
    return [what, clockOf(atMs), after(atMs - faultAtMs, format)];
  });
  const duration = (ms: number | null) => (ms === null ? '–' : after(ms, format));
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
    { kind: 'paragraph', text: messages.nodesNote },
  ];
}

function noticedBy({ timeline, drill }: DrillReport, { label, language }: Words): string {
  const { detectedBy } = timeline;
  if (detectedBy === null) return '';
  if (detectedBy !== 'kong') return ` (${kindText(detectedBy, language)})`;
  // Kong did not find that out: it was told.
  return ` (${label(drill.fault.kind === 'health-mark' ? 'theMark' : 'kongChecks')})`;
}
