/** What the text output says around the problems, in each language. */

import type { Language } from '../../lib/locale.ts';
import type { Severity } from '../../lint/contract.ts';

export interface Words {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly fix: string;
  readonly source: string;
  readonly at: string;
  readonly example: { readonly wrong: string; readonly right: string };
  readonly clean: string;
  count(severity: Severity, number: number): string;
  fixable(number: number): string;
  fixed(number: number): string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    severity: { error: 'error', warning: 'warning', info: 'info' },
    fix: 'fix',
    source: 'source',
    at: 'at',
    example: { wrong: 'Wrong', right: 'Right' },
    clean: 'nothing found',
    count: (severity, number) =>
      severity === 'info'
        ? `${number} ${number === 1 ? 'note' : 'notes'}`
        : `${number} ${severity}${number === 1 ? '' : 's'}`,
    fixable: (number) => `${number} can be put right with --fix`,
    fixed: (number) => `put right: ${number}`,
  },
  nl: {
    severity: { error: 'fout', warning: 'waarschuwing', info: 'opmerking' },
    fix: 'oplossing',
    source: 'bron',
    at: 'in',
    example: { wrong: 'Fout', right: 'Goed' },
    clean: 'niets gevonden',
    count: (severity, number) => {
      const words = {
        error: ['fout', 'fouten'],
        warning: ['waarschuwing', 'waarschuwingen'],
        info: ['opmerking', 'opmerkingen'],
      } as const;
      return `${number} ${words[severity][number === 1 ? 0 : 1]}`;
    },
    fixable: (number) => `--fix kan er ${number} rechtzetten`,
    fixed: (number) => `rechtgezet: ${number}`,
  },
};
