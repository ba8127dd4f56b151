/** The files made from the scenario schema and the library: JSON Schema, a page each, an index. */

import { formatDuration } from '../../lib/quantities.ts';
import { editorSchema } from '../../strategy/reference/json-schema.ts';
import { sectionsOf } from '../../strategy/reference/strategy-page.ts';
import type { GeneratedFile } from '../../strategy/reference/files.ts';
import type { Scenario, ScheduledFault } from '../contract.ts';
import { describeConditions, describeFault } from './describe.ts';
import { FAULT_ROWS } from './fault-schema.ts';
import { scenarioSchema } from './schema.ts';

/** @param library in the order in which it is to be listed. */
export function scenarioFiles(library: readonly Scenario[]): GeneratedFile[] {
  const schema = editorSchema(scenarioSchema, {
    title: 'Ballast scenario',
    description: 'What happens to whom in a simulation. See docs/scenarios/README.md.',
  });
  return [
    { path: 'scenario.schema.json', content: JSON.stringify(schema, null, 2) },
    { path: 'docs/scenarios/README.md', content: renderIndex(library) },
    ...library.map((scenario) => ({
      path: `docs/scenarios/${scenario.name}.md`,
      content: renderPage(scenario),
    })),
  ];
}

const MADE = '<!-- Made by scripts/generate-schema.ts from scenarios/. Do not edit. -->';

function renderPage(scenario: Scenario): string {
  const { name, title, description, faults } = scenario;
  const conditions = describeConditions(scenario).map(([what, value]) => `| ${what} | ${value} |`);
  return [
    `# ${name}: ${title}`,
    MADE,
    description,
    '## What happens',
    faults.length === 0 ? 'Nothing.' : renderTimeline(scenario),
    '## Under which conditions',
    ['| | |', '| --- | --- |', ...conditions].join('\n'),
    '## How to run it',
    [
      '```sh',
      `ballast simulate --scenario ${name}`,
      `ballast simulate ballast.yaml --scenario ${name} --compare folklore,kong-tuned,ballast --seeds 10 --out report.html`,
      '```',
    ].join('\n'),
    `The file is [scenarios/${name}.yaml](../../scenarios/${name}.yaml); copy it to make one of your own.`,
    '',
  ].join('\n\n');
}

function renderTimeline({ faults, durationMs }: Scenario): string {
  const rows = faults.map((scheduled) => {
    const { atMs, fault } = scheduled;
    return `| ${formatDuration(atMs)} | ${untilWords(scheduled, durationMs)} | ${describeFault(fault)} |`;
  });
  return ['| From | To | What |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Crashes and pushes happen at a moment. */
const MOMENTARY: ReadonlySet<string> = new Set(['controller-crash', 'foreign-push']);

function untilWords({ atMs, forMs, fault }: ScheduledFault, durationMs: number): string {
  if (MOMENTARY.has(fault.kind)) return '';
  return forMs === null || atMs + forMs >= durationMs ? 'the end' : formatDuration(atMs + forMs);
}

function renderIndex(library: readonly Scenario[]): string {
  const rows = library.map(({ name, title, durationMs }) => {
    return `| [${name}](${name}.md) | ${title} | ${formatDuration(durationMs)} |`;
  });
  const faults = Object.entries(FAULT_ROWS).map(([kind, { description, shape }]) => {
    const keys = Object.keys(shape).map((key) => `\`${key}\``);
    return `| \`${kind}\` | ${description} | ${keys.join(', ')} |`;
  });
  const sections = sectionsOf(scenarioSchema, [], 'Top of the file');
  return [
    '# Scenarios',
    MADE,
    'What happens to whom, for `ballast simulate`. Each is a file in [scenarios/](../../scenarios), that you can copy, change and name by its path: `ballast simulate --scenario ./mine.yaml`. `ballast simulate --list` lists them, `--scenario all` runs them all.',
    ['| Scenario | What happens | Time |', '| --- | --- | --- |', ...rows].join('\n'),
    '# Writing one',
    'With this first line editors complete and check while you type: `# yaml-language-server: $schema=./scenario.schema.json` (the schema is in the package). Formats are those of [the strategy file](../strategy.md); all problems are reported at once ([error codes](../errors.md)). Everything but the name, title, description and duration has a default: the conditions under which a real Kong was measured.',
    ...sections.map(({ title, rows: keys }) =>
      [
        `## ${title}`,
        ['| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...keys].join('\n'),
      ].join('\n\n'),
    ),
    '## Faults',
    'Each has `at` (from the end of the warm-up), `for` (left out: until the end), `fault`, and the keys below. A place is given by `region`, `targets` and `service`; what is left out means all. `primary` is the first choice of the first gateway, `standby` the next one.',
    ['| Fault | What it does | Keys |', '| --- | --- | --- |', ...faults].join('\n'),
    '',
  ].join('\n\n');
}
