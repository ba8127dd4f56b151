/** What was decided, refused and done by hand, line by line, and the settings that bear on it. */

import { paragraph, type Section, table } from '../../../generate/advice/document/blocks.ts';
import { encodeName } from '../../../generate/advice/document/inline.ts';
import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import { type Page, utc } from '../page.ts';
import { filled } from '../words/words.ts';

/** A report is to be read; the whole journal can be exported. */
const LINES_SHOWN = 500;

export function timelineSection({ words, facts, format }: Page): Section {
  const { title, intro, head, none, more } = words.timeline;
  const { decisions } = facts;
  const shown = decisions.slice(0, LINES_SHOWN);
  const counts = { shown: format.number(shown.length), count: format.number(decisions.length) };
  return {
    id: 'timeline',
    title,
    startsPage: true,
    blocks: [
      paragraph(decisions.length === 0 ? none : intro),
      ...(shown.length === 0 ? [] : [table(head, shown.map(eventRow), [1])]),
      ...(shown.length < decisions.length ? [paragraph(filled(more, counts), 'note')] : []),
    ],
  };
}

export function refusalsSection({ words, facts }: Page): Section {
  const { title, intro, head, none } = words.refusals;
  const rows = firstOfEach(facts.refusals).slice(0, LINES_SHOWN).map(eventRow);
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

/** What is refused again for the same reason is told once. */
function firstOfEach(events: readonly Numbered<ControlEvent>[]): readonly Numbered<ControlEvent>[] {
  const seen = new Map<string, Numbered<ControlEvent>>();
  for (const event of events) {
    const { kind, upstream, region, target, evidence } = event.entry;
    const reason = JSON.stringify(evidence['reason'] ?? evidence['code'] ?? null);
    const key = [kind, upstream, region, target, reason].join('\n');
    if (!seen.has(key)) seen.set(key, event);
  }
  return [...seen.values()];
}

function eventRow({ id, entry }: Numbered<ControlEvent>): readonly string[] {
  return [utc(entry.atMs), `#${id}`, entry.kind, encodeName(entry.message)];
}

export function peopleSection({ words, record }: Page): Section {
  const { title, head, none, hidden } = words.people;
  const rows = (record.audit ?? []).map(({ entry }) => [
    utc(entry.atMs),
    encodeName(`${entry.by} (${entry.role}, ${entry.via})`),
    encodeName(entry.message),
    entry.outcome,
  ]);
  const text = record.audit === null ? hidden : none;
  return {
    id: 'people',
    title,
    startsPage: false,
    blocks: [rows.length === 0 ? paragraph(text) : table(head, rows)],
  };
}

/** Of a service: what sets how fast and how far it moves. */
const BEARING = /\.(objective|health|failover|failback|adapt|protect|client)\./;

export function settingsSection({ words, record, facts }: Page): Section {
  const { title, intro, head, none, own } = words.settings;
  const harmed = facts.services.filter(({ failed, times }) => failed > 0 || times !== null);
  const prefixes = harmed.map(({ service }) => `services.${service}.`);
  const rows = record.settings
    .filter(({ path }) => prefixes.some((prefix) => path.startsWith(prefix)))
    .filter(({ path }) => BEARING.test(path))
    .slice(0, LINES_SHOWN)
    .map(({ path, value, isDefault, source }) => [
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
