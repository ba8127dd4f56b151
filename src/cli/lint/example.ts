/** A rule's example as documents, read as files of a user are. */

import { assert } from '../../lib/assert.ts';
import type { Example, Rule } from '../../lint/contract.ts';
import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import { readDocument } from './read-document.ts';
import { readYaml } from './read-yaml.ts';

export function readExample({ appliesTo, code }: Rule, { files }: Example): AnyDocument[] {
  return Object.entries(files).flatMap(([file, text]): readonly AnyDocument[] => {
    // What a caller asks of the world is written as YAML in examples.
    if (appliesTo === 'live' || appliesTo === 'dns') {
      const { data, locate } = readYaml(text);
      return [{ file, kind: appliesTo, data, locate }];
    }
    const { documents, unusable } = readDocument(file, text);
    assert(unusable.length === 0, `${code}: the example ${file} cannot be read`);
    return documents;
  });
}
