/** `README.md` of the generated folder. */

import type { Strategy } from '../../model/strategy.ts';
import type { GeneratedFile } from '../kong-files.ts';
import { noteOf } from './file-notes.ts';

export function renderIndex(strategy: Strategy, files: readonly GeneratedFile[]): string {
  const rows = files.map(({ path }) => {
    const note = noteOf(path);
    return `| [${path}](${path}) | ${note?.what ?? ''} | ${note?.loadedBy ?? ''} |`;
  });
  return `# ${strategy.name}: generated files

Written by \`ballast generate\` from the strategy. Do not edit: change the strategy and generate again.
In CI, \`ballast generate --check\` with the same options ends with 1 when a file here is not what
would be written.

| File | What | Loaded by |
| --- | --- | --- |
${rows.join('\n')}
`;
}
