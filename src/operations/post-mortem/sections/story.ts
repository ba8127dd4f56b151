/** What was decided, refused and done by hand, line by line, and the settings that bear on it. */

import { paragraph, type Section, table } from '../../../generate/advice/document/blocks.ts';
import { encodeName } from '../../../generate/advice/document/inline.ts';
import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import { sentenceOf } from '../../../model/sentences.ts';
import { operationWords } from '../../speech.ts';
import { type Page, utc } from '../page.ts';
import { filled } from '../words/words.ts';

export function timelineSection(page: Page): Section {
  const { words, facts, format } = page;
  const { title, intro, head, none, more } = words.timeline;
  const { decisions, decisionCount } = facts;
  const rows = decisions.map((one) => eventRow(one, page));
  const counts = { shown: format.number(rows.length), count: format.number(decisionCount) };
  return {
    id: 'timeline',
    title,
    startsPage: true,
    blocks: [
      paragraph(rows.length === 0 ? none : intro),
      ...(rows.length === 0 ? [] : [table(head, rows, [1])]),
      ...(rows.length < decisionCount ? [paragraph(filled(more, counts), 'note')] : []),
    ],
  };
}

export function refusalsSection(page: Page): Section {
  const { words, facts } = page;
  const { title, intro, head, none } = words.refusals;
  const rows = facts.refusals.map((one) => eventRow(one, page));
  return {
    id: 'refusals',
    title,
    startsPage: false,
    blocks: [
      paragraph(rows.length === 0 ? none : intro),
      ...(rows.length === 0 ? [] : [table(head, rows, [1])]),
    ],
  };
}

function eventRow({ id, entry }: Numbered<ControlEvent>, { language }: Page): readonly string[] {
  return [utc(entry.atMs), `#${id}`, entry.kind, encodeName(sentenceOf(entry, language))];
}

export function peopleSection({ words, facts, language }: Page): Section {
  const { title, head, none, hidden } = words.people;
  const rows = (facts.deeds ?? []).map(({ entry }) => [
    utc(entry.atMs),
    encodeName(`${entry.by} (${entry.role}, ${entry.via})`),
    encodeName(operationWords(entry.said, { language, text: entry.message })),
    entry.outcome,
  ]);
  const text = facts.deeds === null ? hidden : none;
  return {
    id: 'people',
    title,
    startsPage: false,
    blocks: [rows.length === 0 ? paragraph(text) : table(head, rows)],
  };
}

export function settingsSection({ words, facts }: Page): Section {
  const { title, intro, head, none, own } = words.settings;
  const rows = facts.settings.map(({ path, value, isDefault, source }) => [
    encodeName(path),
    encodeName(valueText(value)),
    isDefault ? encodeName(source ?? '') : own,
  ]);
  return {
    id: 'settings',
    title,
    startsPage: false,
    blocks: rows.length === 0 ? [paragraph(none)] : [paragraph(intro), table(head, rows)],
  };
}

function valueText(value: unknown): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
