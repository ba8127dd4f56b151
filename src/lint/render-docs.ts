/** docs/lint.md: every rule with why it matters, where it is known from, and an example. */

import type { Example, Rule } from './contract.ts';

const HEAD = `# Lint rules

\`ballast lint [files…]\` checks strategies, Kong files (decK or DB-less, YAML or JSON), Prometheus rules,
nginx text that is taken for Kong's, and claims in Markdown. Files of one call are linted together. What the
strategy's parser reports has codes of its own (\`BLS…\`, [errors.md](errors.md)).

A comment silences a rule: \`# ballast: ignore KB144 one is enough here\` on the line itself or the one above it,
\`# ballast: ignore-file KB144\` for the file; \`--disable KB144\` for a call. \`--fix\` puts right what is safe to.

Sources: *recordings n* are facts measured on a running Kong 3.9.3 (test/fixtures/kong); *kong-facts* are notes
made from the source of Kong 3.9.3 and lua-resty-healthcheck 3.1.0; *peers* are notes on how other proxies and
gateways meet the same problem.

This page is made by \`node scripts/generate-schema.ts\`.
`;

export function renderLintPage(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ code, name, severity, text }) =>
      `| [${code}](#${code.toLowerCase()}-${name}) | ${severity} | ${cell(text.en.title)} |`,
  );
  const table = ['| code | severity | what |', '| --- | --- | --- |', ...rows].join('\n');
  return `${HEAD}\n${table}\n\n${rules.map(section).join('\n')}`;
}

function section({ code, name, severity, source, text, good, bad }: Rule): string {
  const { title, why } = text.en;
  return [
    `## ${code} ${name}`,
    '',
    `**${severity}**: ${title}`,
    '',
    why,
    '',
    'Wrong:',
    '',
    blocks(bad),
    'Right:',
    '',
    blocks(good),
    `Source: ${source}`,
    '',
  ].join('\n');
}

function blocks({ files }: Example): string {
  return Object.entries(files)
    .map(([file, text]) => {
      // Not as YAML: examples of wrong are kept as they are.
      const fence = text.includes('```') ? '````' : '```';
      return `${fence}text\n# ${file}\n${text.trimEnd()}\n${fence}\n`;
    })
    .join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
