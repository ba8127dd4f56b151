/** docs/errors.md: every code, why it matters and what to do. */

import { CATALOGUE } from '../catalogue.ts';
import type { CodeEntry } from '../codes/entry.ts';

const GROUPS: readonly { readonly prefix: string; readonly title: string }[] = [
  { prefix: 'BLS10', title: 'The file' },
  { prefix: 'BLS11', title: 'Keys, kinds and words' },
  { prefix: 'BLS12', title: 'Formats' },
  { prefix: 'BLS13', title: 'Regions, hosts, routes' },
  { prefix: 'BLS14', title: 'Times' },
  { prefix: 'BLS15', title: 'Objectives, shares, capacity' },
  { prefix: 'BLS16', title: 'Kong' },
  { prefix: 'BLS17', title: 'Access and secrets' },
  { prefix: 'BLS18', title: 'Scenarios of the simulator' },
  { prefix: 'BLS19', title: 'Drills' },
];

const HEAD = `# Error codes

<!-- Made by scripts/generate-schema.ts from src/strategy/codes. Do not edit. -->

Ballast reports every problem of a strategy (or a scenario, or a drill) at once, each with its place, what is wrong and a fix:

\`\`\`
ballast.yaml:12:40 error BLS1201 1 is not a duration
     at services.productAPI.health.interval
  12 |     health: { path: /health, interval: 1 }
     |                                        ^
     fix: write the unit: 1s or 1m
\`\`\`

Errors make the strategy unusable (exit code 2). Warnings do not; they say what will not go as one
may think. A code keeps its meaning for ever.
`;

export function renderErrorsPage(): string {
  const entries = Object.entries(CATALOGUE).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const groups = GROUPS.map(({ prefix, title }) => {
    const members = entries.filter(([code]) => code.startsWith(prefix));
    const index = members.map(([code, { severity, title: name }]) => {
      return `| [${code}](#${code.toLowerCase()}) | ${severity} | ${name} |`;
    });
    const table = ['| Code | Severity | Title |', '| --- | --- | --- |', ...index].join('\n');
    return [`## ${title}`, table, ...members.map(renderEntry)].join('\n\n');
  });
  return `${[HEAD.trim(), ...groups].join('\n\n')}\n`;
}

function renderEntry([code, entry]: [string, CodeEntry]): string {
  const { severity, title, why, fix, wrong, right } = entry;
  return [
    `### ${code}`,
    `**${title}** (${severity}). ${why}`,
    `**Fix:** ${fix}`,
    fence(`# wrong\n${wrong}\n\n# right\n${right}`),
  ].join('\n\n');
}

/** Not marked as YAML: some examples are broken on purpose, and formatters would correct them. */
function fence(text: string): string {
  return ['```text', text, '```'].join('\n');
}
