/**
 * The report of a comparison: one HTML file without scripts and without any reference outwards. It
 * depends on the runs alone, so the same comparison gives the same file.
 */

import { renderHtmlPage } from '../../../lib/html-page.ts';
import { element } from '../../../lib/markup.ts';
import type { Summary } from '../summary.ts';
import { renderOverview } from './overview.ts';
import { renderScenario } from './scenario-section.ts';
import { STYLE } from './style.ts';

export function renderReport(summary: Summary): string {
  const { scenarios } = summary;
  const title = 'Ballast: what would happen';
  const body = element(
    'body',
    {},
    element('h1', {}, title),
    element('p', { class: 'lead' }, wordsOf(summary)),
    renderOverview(summary),
    element('p', { class: 'minor' }, MEANINGS),
    scenarios.map((one) => renderScenario(one, summary)),
  );
  return renderHtmlPage({ language: 'en', title, style: STYLE, body });
}

function wordsOf({ scenarios, contestants, seeds }: Summary): string {
  const [first, last] = [seeds[0] ?? 0, seeds.at(-1) ?? 0];
  const runs =
    seeds.length === 1
      ? `once, with seed ${first}`
      : `${seeds.length} times, with the seeds ${first} to ${last}`;
  const many = scenarios.length === 1 ? 'One scenario' : `${scenarios.length} scenarios`;
  return (
    `${many}, simulated for ${contestants.join(', ')}, each ${runs}. All see the same requests ` +
    'and the same faults; Ballast is the production controller in virtual time.'
  );
}

const MEANINGS =
  'Lost: no complete expected answer within the client’s deadline. Refused on purpose: answered ' +
  '503 with Retry-After at once, because it fitted nowhere. Bad second: more than 1 % of the ' +
  'requests sent in it were lost. Clean after: from the first fault to the first second after ' +
  'which none is bad. Latencies are those of the requests that were answered. Means with 95 % confidence intervals over the seeds; ▲ ▼ and colours mark ' +
  'what is more or less than Ballast beyond doubt (the difference seed by seed, its interval ' +
  'without 0).';
