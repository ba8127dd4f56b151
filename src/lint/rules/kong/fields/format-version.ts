/** A Kong file that does not say what format it has. */

import { defineRule } from '../../../define-rule.ts';
import { isRecord } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';

const CURRENT = ['3.0'];

export const formatVersion = defineRule<'kong', { version: string | null }>({
  code: 'KB107',
  name: 'format-version',
  severity: 'warning',
  source: 'kong-facts C4',
  appliesTo: 'kong',
  *check({ files }) {
    for (const { file, data } of files) {
      if (!isRecord(data)) continue;
      const version = data['_format_version'];
      if (typeof version === 'string' && CURRENT.includes(version)) continue;
      yield {
        file,
        path: ['_format_version'],
        values: { version: version === undefined ? null : JSON.stringify(version) },
        edits:
          version === undefined || version === 3
            ? [{ kind: 'set', path: ['_format_version'], value: '3.0' }]
            : [],
      };
    }
  },
  text: {
    en: {
      title: '_format_version is missing or old',
      message: ({ version }) =>
        version === null
          ? 'the file does not say `_format_version`: Kong and decK take it for something else'
          : `_format_version is ${version}: Kong 3 writes "3.0", as a text`,
      fix: () => 'write `_format_version: "3.0"`, with the quotes',
      why: 'The format decides how routes are read (regular expressions, path handling). Without it POST /config refuses the file.',
    },
    nl: {
      title: '_format_version ontbreekt of is oud',
      message: ({ version }) =>
        version === null
          ? 'in het bestand staat geen `_format_version`: Kong en decK zien het dan voor iets anders aan'
          : `_format_version is ${version}: Kong 3 schrijft "3.0", als tekst`,
      fix: () => 'schrijf `_format_version: "3.0"`, met de aanhalingstekens',
      why: 'Het formaat bepaalt hoe routes worden gelezen (reguliere expressies, path handling). Zonder weigert POST /config het bestand.',
    },
  },
  good: kongExample('plugins: []'),
  bad: { files: { 'kong.yaml': '_format_version: "1.1"\nplugins: []\n' }, at: ['_format_version'] },
});
