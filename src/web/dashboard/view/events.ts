/** Kinds of journal lines by how bad they are and by what one looks for. */

import type { ControlEvent, EventKind } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import type { Level } from './level.ts';

export type EventGroup = 'all' | 'moves' | 'people' | 'refused' | 'telemetry' | 'controller';

interface Kind {
  readonly level: Level;
  readonly group: Exclude<EventGroup, 'all'>;
}

const KINDS: Readonly<Record<EventKind, Kind>> = {
  'target-ejected': { level: 'warn', group: 'moves' },
  'ejection-refused': { level: 'warn', group: 'refused' },
  'target-readmitted': { level: 'good', group: 'moves' },
  'target-slow': { level: 'warn', group: 'moves' },
  'target-trimmed': { level: 'warn', group: 'moves' },
  'trim-relaxed': { level: 'good', group: 'moves' },
  'trim-refused': { level: 'warn', group: 'refused' },
  'target-warming': { level: 'good', group: 'moves' },
  'capacity-learnt': { level: 'good', group: 'moves' },
  panic: { level: 'bad', group: 'moves' },
  'panic-ended': { level: 'good', group: 'moves' },
  'region-evacuated': { level: 'bad', group: 'moves' },
  'evacuation-refused': { level: 'bad', group: 'refused' },
  'evacuation-undone': { level: 'warn', group: 'moves' },
  'region-hold': { level: 'warn', group: 'moves' },
  'failback-waiting': { level: 'warn', group: 'moves' },
  'failback-step': { level: 'good', group: 'moves' },
  'failback-done': { level: 'good', group: 'moves' },
  'failback-aborted': { level: 'bad', group: 'moves' },
  'capacity-short': { level: 'bad', group: 'moves' },
  'spill-started': { level: 'warn', group: 'moves' },
  'spill-ended': { level: 'good', group: 'moves' },
  shedding: { level: 'bad', group: 'moves' },
  'shed-ended': { level: 'good', group: 'moves' },
  'awaiting-approval': { level: 'warn', group: 'people' },
  'approval-used': { level: 'good', group: 'people' },
  'hook-failed': { level: 'bad', group: 'refused' },
  'budget-low': { level: 'warn', group: 'moves' },
  'telemetry-stale': { level: 'warn', group: 'telemetry' },
  'telemetry-fresh': { level: 'good', group: 'telemetry' },
  'weights-written': { level: 'good', group: 'moves' },
  'write-failed': { level: 'bad', group: 'refused' },
  'write-refused': { level: 'warn', group: 'refused' },
  'would-write': { level: 'unknown', group: 'moves' },
  'foreign-write': { level: 'warn', group: 'people' },
  'mode-changed': { level: 'warn', group: 'people' },
  'override-set': { level: 'warn', group: 'people' },
  'override-ended': { level: 'good', group: 'people' },
  'override-refused': { level: 'warn', group: 'refused' },
  'drill-started': { level: 'warn', group: 'people' },
  'drill-ended': { level: 'good', group: 'people' },
  'not-leading': { level: 'warn', group: 'controller' },
  'lease-lost': { level: 'bad', group: 'controller' },
  leading: { level: 'good', group: 'controller' },
  'controller-started': { level: 'good', group: 'controller' },
  'controller-stopped': { level: 'warn', group: 'controller' },
};

/** A newer Ballast may tell of what this page does not know. */
export function levelOfEvent(kind: EventKind): Level {
  return (KINDS as Partial<Record<EventKind, Kind>>)[kind]?.level ?? 'unknown';
}

export interface EventFilter {
  readonly group: EventGroup;
  /** Upstream; empty for all. */
  readonly upstream: string;
  readonly typed: string;
}

export function matchingEvents(
  events: readonly Numbered<ControlEvent>[],
  { group, upstream, typed }: EventFilter,
): readonly Numbered<ControlEvent>[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return events.filter(({ id, entry }) => {
    if (group !== 'all' && KINDS[entry.kind]?.group !== group) return false;
    if (upstream !== '' && entry.upstream !== upstream) return false;
    const { kind, region, target, message } = entry;
    const text = [id, kind, entry.upstream, region, target, message].join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** What a change went from and to. */
export interface Change {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Pairs in the evidence: `from`/`to`, `…Before`/`…After`, and lists of weight changes. */
export function changesIn(evidence: Readonly<Record<string, unknown>>): readonly Change[] {
  const changes: Change[] = [];
  if ('from' in evidence && 'to' in evidence) {
    changes.push({ name: '', before: evidence['from'], after: evidence['to'] });
  }
  for (const [key, value] of Object.entries(evidence)) {
    const name = key.replace(/^before$|Before$/, '');
    const twin = key === 'before' ? 'after' : `${name}After`;
    if (name !== key && twin in evidence) {
      changes.push({ name, before: value, after: evidence[twin] });
    }
    if (Array.isArray(value)) changes.push(...value.flatMap((one) => weightChange(one) ?? []));
  }
  return changes;
}

function weightChange(value: unknown): Change | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('from' in value) || !('to' in value)) return null;
  const name = 'target' in value ? String(value.target) : '';
  return { name, before: value.from, after: value.to };
}
