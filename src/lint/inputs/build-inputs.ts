/** Documents → what each kind of rule looks at. */

import type { DnsFacts } from './dns.ts';
import type { DocumentKind, InputByKind, LintDocument, LintInputs, TextInput } from './inputs.ts';
import type { LiveFacts } from './live.ts';
import { readKong } from './read-kong.ts';
import type { StrategyInput } from './strategy.ts';

/** A document of a kind that lint takes as it is, made by the caller. */
export type AnyDocument =
  | LintDocument<'strategy', Omit<StrategyInput, 'file'>>
  | LintDocument<'kong' | 'prometheus-rules'>
  | LintDocument<'live', LiveFacts>
  | LintDocument<'dns', DnsFacts>
  | LintDocument<'nginx' | 'prose', string>;

export function buildInputs(documents: readonly AnyDocument[]): LintInputs {
  const plain = (kind: DocumentKind) => documents.filter((document) => document.kind === kind);
  const kong = plain('kong');
  const prometheus = plain('prometheus-rules');
  return {
    strategy: documents.flatMap((document): InputByKind['strategy'][] =>
      document.kind === 'strategy' ? [{ file: document.file, ...document.data }] : [],
    ),
    kong: kong.length === 0 ? [] : [readKong(kong)],
    'prometheus-rules': prometheus.length === 0 ? [] : [{ files: prometheus }],
    nginx: plain('nginx').map(asText),
    prose: plain('prose').map(asText),
    live: documents.flatMap((document): InputByKind['live'][] =>
      document.kind === 'live' ? [{ file: document.file, facts: document.data }] : [],
    ),
    dns: documents.flatMap((document): InputByKind['dns'][] =>
      document.kind === 'dns' ? [{ file: document.file, facts: document.data }] : [],
    ),
  };
}

function asText({ file, data }: AnyDocument): TextInput {
  return { file, lines: typeof data === 'string' ? data.split(/\r\n|\r|\n/) : [] };
}
