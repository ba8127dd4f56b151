/** The files made from the schema and the catalogue: path in the repository and content. */

import { renderErrorsPage } from './errors-page.ts';
import { strategyJsonSchema } from './json-schema.ts';
import { renderStrategyPage } from './strategy-page.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  /** Before formatting. */
  readonly content: string;
}

export function generatedFiles(): GeneratedFile[] {
  return [
    { path: 'ballast.schema.json', content: JSON.stringify(strategyJsonSchema(), null, 2) },
    { path: 'docs/errors.md', content: renderErrorsPage() },
    { path: 'docs/strategy.md', content: renderStrategyPage() },
  ];
}
