/** What was lost, and how long it took to see it and to deal with it. */

import {
  heading,
  list,
  paragraph,
  type Section,
  table,
} from '../../../generate/advice/document/blocks.ts';
import { encodeName } from '../../../generate/advice/document/inline.ts';
import type { IncidentTimes, ServiceFacts } from '../../../model/post-mortem.ts';
import { type Page, utc } from '../page.ts';
import { filled } from '../words/words.ts';

export function summarySection(page: Page): Section {
  const { words, facts, format } = page;
  const items = facts.services.map((one) => summaryOf(one, page));
  const more = facts.serviceCount - items.length;
  return {
    id: 'summary',
    title: words.summary.title,
    startsPage: false,
    blocks: [
      items.length === 0 ? paragraph(words.summary.nothing, 'note') : list(items),
      ...(more === 0
        ? []
        : [paragraph(filled(words.summary.more, { count: format.number(more) }))]),
      ...(facts.isCut ? [paragraph(words.cut, 'warning')] : []),
    ],
  };
}

function summaryOf(
  { service, requests, failed, shed }: ServiceFacts,
  { words, format, figure }: Page,
): string {
  const { harmed, harmless, silent } = words.summary;
  const message = requests === 0 ? silent : failed === 0 ? harmless : harmed;
  return filled(message, {
    service: encodeName(service),
    requests: figure('requests', format.number(requests)),
    failed: figure('failed', format.number(failed)),
    shed: figure('shed', format.number(shed)),
    ratio: figure('ratio', format.percent(requests === 0 ? 0 : failed / requests)),
  });
}

export function impactSection(page: Page): Section {
  const { words, facts, format, figure } = page;
  const { title, intro, head, causesTitle, causesIntro, causesHead, noCauses } = words.impact;
  const causes = facts.services.flatMap(({ service, causes: own }) =>
    own.map(({ region, kind, tries }) => [
      encodeName(service),
      encodeName(region),
      words.causes[kind],
      figure('tries', format.number(tries)),
    ]),
  );
  return {
    id: 'impact',
    title,
    startsPage: false,
    blocks: [
      paragraph(intro),
      table(
        head,
        facts.services.map((one) => impactRow(one, page)),
        [1, 2, 3, 4, 5, 6, 7],
      ),
      heading(causesTitle),
      paragraph(causes.length === 0 ? noCauses : causesIntro),
      ...(causes.length === 0 ? [] : [table(causesHead, causes, [3])]),
    ],
  };
}

function impactRow(one: ServiceFacts, { words, format, figure }: Page): readonly string[] {
  const orUnknown = (value: number | null, show: (value: number) => string) =>
    value === null ? words.unknown : show(value);
  const budget = (value: number | null) =>
    orUnknown(value, (ratio) => figure('budget', format.percent(ratio)));
  return [
    encodeName(one.service),
    figure('requests', format.number(one.requests)),
    figure('failed', format.number(one.failed)),
    figure('shed', format.number(one.shed)),
    orUnknown(one.badSeconds, (count) => figure('badSeconds', format.number(count))),
    orUnknown(one.worstP99Ms, (ms) => figure('p99', `${format.number(ms)} ms`)),
    budget(one.budgetBefore),
    budget(one.budgetAfter),
  ];
}

export function timesSection(page: Page): Section {
  const { words, facts } = page;
  const { title, intro, head, none } = words.times;
  const rows = facts.services.flatMap(({ service, times }) =>
    times === null ? [] : [timesRow(service, times, page)],
  );
  return {
    id: 'times',
    title,
    startsPage: false,
    blocks: [
      paragraph(rows.length === 0 ? none : intro),
      ...(rows.length === 0 ? [] : [table(head, rows)]),
    ],
  };
}

function timesRow(
  service: string,
  { beganMs, stepMs, detected, acted, overMs }: IncidentTimes,
  { words, format, figure }: Page,
): readonly string[] {
  const after = (event: IncidentTimes['acted']) =>
    event === null
      ? words.never
      : `${figure('times', format.duration(event.entry.atMs - beganMs))} (#${event.id})`;
  return [
    encodeName(service),
    utc(beganMs),
    after(detected),
    after(acted),
    overMs === null ? words.times.goesOn : figure('times', format.duration(overMs - beganMs)),
    format.duration(stepMs),
  ];
}
