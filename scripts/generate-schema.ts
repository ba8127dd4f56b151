/**
 * Writes what is made from code: ballast.schema.json, scenario.schema.json, drill.schema.json and the generated pages
 * of docs: `node scripts/generate-schema.ts`.
 */

import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { drillFiles } from '../src/drill/file/reference.ts';
import { renderOpenapi } from '../src/api/http/openapi-file.ts';
import { renderLintPage } from '../src/lint/render-docs.ts';
import { RULES } from '../src/lint/registry.ts';
import { readLibrary } from '../src/cli/simulate/library.ts';
import { scenarioFiles } from '../src/simulator/scenario/reference.ts';
import { generatedFiles } from '../src/strategy/reference/files.ts';
import { renderDefaultsPage } from './defaults-page.ts';
import { renderMetricsPage } from './metrics-page.ts';

const files = [
  ...generatedFiles(),
  ...scenarioFiles(await readLibrary()),
  ...drillFiles(),
  { path: 'docs/lint.md', content: renderLintPage(RULES) },
  { path: 'docs/defaults.md', content: renderDefaultsPage() },
  { path: 'docs/metrics.md', content: renderMetricsPage() },
  { path: 'docs/openapi.json', content: await renderOpenapi() },
];
for (const { path, content } of files) {
  const url = new URL(`../${path}`, import.meta.url);
  const options = await resolveConfig(url);
  await writeFile(url, await format(content, { ...options, filepath: path }));
  console.log(path);
}
