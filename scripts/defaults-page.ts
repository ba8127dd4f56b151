/** docs/defaults.md: every number that Ballast uses when nobody sets it, from the tables in code. */

import { CAPACITY } from '../src/decide/tuning/capacity.ts';
import { EJECTION } from '../src/decide/tuning/ejection.ts';
import { EVIDENCE } from '../src/decide/tuning/evidence.ts';
import { REGIONS } from '../src/decide/tuning/regions.ts';
import { TRIMS } from '../src/decide/tuning/trims.ts';
import { ADVICE } from '../src/generate/advice/tuning.ts';
import {
  GENERATED_CHECKS,
  GENERATED_LOGS,
  GENERATED_TIMINGS,
  GENERATED_UPSTREAMS,
} from '../src/generate/tuning.ts';
import type { DocumentedTable, Unit } from '../src/lib/documented.ts';
import { DEFAULTS } from '../src/strategy/defaults.ts';

interface Section {
  readonly title: string;
  readonly intro: string;
  readonly table: DocumentedTable;
}

/** The tables of numbers that the strategy does not set. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Evidence',
    intro: 'When counts and probes speak against a target or a region (`src/decide`).',
    table: EVIDENCE,
  },
  {
    title: 'Ejection and return of a target',
    intro: 'How long a target is out, how many may be, how it comes back.',
    table: EJECTION,
  },
  {
    title: 'Slow targets',
    intro: 'When a target is slow, how far its weight is trimmed, how it gets it back.',
    table: TRIMS,
  },
  {
    title: 'Regions',
    intro: 'When a region is left, who receives its traffic, how it returns.',
    table: REGIONS,
  },
  {
    title: 'Capacity',
    intro: 'What a region can serve, spilling over, refusing what fits nowhere, and demand.',
    table: CAPACITY,
  },
  {
    title: 'Kong: health checks',
    intro: 'Written by `ballast generate` (`src/generate`).',
    table: GENERATED_CHECKS,
  },
  {
    title: 'Kong: time-outs and retries',
    intro: 'Worked out from the latency objective and how long callers wait.',
    table: GENERATED_TIMINGS,
  },
  {
    title: 'Kong: upstreams',
    intro: 'The ring of consistent-hashing.',
    table: GENERATED_UPSTREAMS,
  },
  {
    title: 'Kong: log delivery',
    intro: 'The http-log plugin, from which Ballast learns what each target answered.',
    table: GENERATED_LOGS,
  },
  {
    title: 'Estimates of the advice page',
    intro: 'What `ballast advise` assumes where the strategy does not say.',
    table: ADVICE,
  },
];

const HEAD = `# Defaults

<!-- Made by scripts/generate-schema.ts from the tables in code. Do not edit. -->

Every value that holds when nobody sets it, with its source. Sources: *CL* is the published
knowledge that the control law is built on, *D* and *G1–G10* are the design and its guarantees,
*recordings* are measurements of Kong 3.9.3, *A58* and the like are gRPC proposals.

## The strategy file

Set these in \`ballast.yaml\` ([reference](strategy.md)).
`;

export function renderDefaultsPage(): string {
  return `${[HEAD.trim(), renderStrategyDefaults(), ...SECTIONS.map(renderSection)].join('\n\n')}\n`;
}

function renderStrategyDefaults(): string {
  const rows = Object.entries(DEFAULTS).map(([key, { value, source }]) => {
    const text = typeof value === 'string' ? value : value.join(', ');
    return [`\`${key}\``, escapeCell(text), escapeCell(source)];
  });
  return renderTable(['Key', 'Value', 'Source'], rows);
}

function renderSection({ title, intro, table }: Section): string {
  const rows = Object.entries(table).map(([key, { value, unit, effect, source }]) => [
    `\`${key}\``,
    escapeCell(renderValue(value, unit)),
    escapeCell(effect),
    escapeCell(source),
  ]);
  return [`## ${title}`, intro, renderTable(['Name', 'Value', 'Effect', 'Source'], rows)].join(
    '\n\n',
  );
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function renderValue(value: unknown, unit: Unit): string {
  if (typeof value === 'number') return renderNumber(value, unit);
  if (Array.isArray(value)) return value.map((entry) => renderValue(entry, unit)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).map(([key, entry]) => {
    return `${key} ${renderValue(entry, key.endsWith('Ms') ? 'ms' : unit)}`;
  });
  return parts.join(', ');
}

const TIMES: readonly { readonly unit: string; readonly ms: number }[] = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1_000 },
];

function renderNumber(value: number, unit: Unit): string {
  if (unit === 'ms') return renderTime(value);
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(3))} %`;
  if (unit === 'factor') return `× ${value}`;
  return unit === 'count' ? String(value) : `${value} ${unit}`;
}

function renderTime(durationMs: number): string {
  const time = TIMES.find(({ ms }) => durationMs >= ms && durationMs % ms === 0);
  return time === undefined ? `${durationMs} ms` : `${durationMs / time.ms} ${time.unit}`;
}
