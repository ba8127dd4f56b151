/** A rule's example as documents, read as files of a user are. */

import { assert } from '../../lib/assert.ts';
import type { Example, Rule } from '../../lint/contract.ts';
import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import type { DnsFacts } from '../../lint/inputs/dns.ts';
import type { LiveFacts } from '../../lint/inputs/live.ts';
import { readDocument } from './read-document.ts';
import { readYaml } from './read-yaml.ts';

export function readExample({ appliesTo, code }: Rule, { files }: Example): AnyDocument[] {
  return Object.entries(files).flatMap(([file, text]): readonly AnyDocument[] => {
    // What a caller asks of the world is written as YAML in examples, by functions with its type.
    if (appliesTo === 'live') return [{ file, kind: appliesTo, ...worldOf<LiveFacts>(text) }];
    if (appliesTo === 'dns') return [{ file, kind: appliesTo, ...worldOf<DnsFacts>(text) }];
    const { documents, unusable } = readDocument(file, text);
    assert(unusable.length === 0, `${code}: the example ${file} cannot be read`);
    return documents;
  });
}

function worldOf<Facts>(text: string) {
  const { data, locate } = readYaml(text);
  return { data: data as Facts, locate };
}
