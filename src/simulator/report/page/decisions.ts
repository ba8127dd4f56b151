/** The decisions of one run, numbered as in its charts, each with its evidence. */

import { clock } from '../format.ts';
import { element, type Markup } from '../../../lib/markup.ts';
import { MAX_DECISIONS, type NumberedEvent, type ShownRun, toneOf } from './story.ts';

export function renderDecisions({ run, decisions }: ShownRun): Markup {
  const left = run.decisions.length - decisions.length;
  return element(
    'div',
    {},
    element('ol', { class: 'decisions' }, decisions.map(renderDecision)),
    left > 0
      ? element('p', { class: 'minor' }, `… and ${left} more after the first ${MAX_DECISIONS}`)
      : null,
  );
}

function renderDecision({ name, event }: NumberedEvent): Markup {
  const { atMs, kind, message, evidence } = event;
  return element(
    'li',
    { class: toneOf(kind) },
    element('span', { class: 'number' }, name),
    element('time', {}, clock(atMs / 1_000)),
    element('span', { class: 'kind' }, kind),
    element('span', { class: 'message' }, message),
    renderEvidence(evidence),
  );
}

/** Longer evidence is cut: it is in the JSON of the run. */
const MAX_EVIDENCE = 1_500;

function renderEvidence(evidence: Readonly<Record<string, unknown>>): Markup | null {
  if (Object.keys(evidence).length === 0) return null;
  const text = JSON.stringify(evidence, null, 1).replaceAll(/\n\s*/g, ' ');
  const shown = text.length > MAX_EVIDENCE ? `${text.slice(0, MAX_EVIDENCE)} …` : text;
  return element('details', {}, element('summary', {}, 'evidence'), element('code', {}, shown));
}
