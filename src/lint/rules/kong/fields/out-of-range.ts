/** Values of the wrong type, or outside what Kong accepts. */

import type { Language } from '../../../../lib/locale.ts';
import { defineRule } from '../../../define-rule.ts';
import type { FieldKind } from '../../../schema/entity-fields.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';
import { fieldsOf, pathOf } from './walk-fields.ts';

interface Values {
  readonly field: string;
  readonly value: string;
  readonly kind: FieldKind;
}

export const outOfRange = defineRule<'kong', Values>({
  code: 'KB105',
  name: 'out-of-range',
  severity: 'error',
  source: 'recordings 8, 13, 46',
  appliesTo: 'kong',
  *check(input) {
    for (const field of fieldsOf(input)) {
      const { kind, name, value, file } = field;
      if (kind === null || value === null || isTemplate(value) || fits(kind, value)) continue;
      yield { file, path: pathOf(field), values: { field: name, value: shown(value), kind } };
    }
  },
  text: {
    en: {
      title: 'a value that Kong does not accept',
      message: ({ field, value, kind }) =>
        `${field} is ${value}, but Kong takes ${wanted(kind, 'en')}`,
      fix: ({ kind }) => `write ${wanted(kind, 'en')}`,
      why: 'Kong refuses the whole file or request with a schema violation.',
    },
    nl: {
      title: 'een waarde die Kong niet accepteert',
      message: ({ field, value, kind }) =>
        `${field} is ${value}, maar Kong wil ${wanted(kind, 'nl')}`,
      fix: ({ kind }) => `schrijf ${wanted(kind, 'nl')}`,
      why: 'Kong weigert het hele bestand of verzoek met een schema violation.',
    },
  },
  good: kongExample(`
    upstreams:
      - name: orders
        targets:
          - { target: "orders-1:8080", weight: 100 }
          - { target: "orders-2:8080", weight: 100 }
  `),
  bad: {
    ...kongExample(`
      upstreams:
        - name: orders
          healthchecks: { active: { healthy: { interval: "30s" } } }
          targets:
            - { target: "orders-1:8080", weight: 100000 }
            - { target: "orders-2:8080", weight: 1.5 }
    `),
    at: [
      'upstreams[0].healthchecks.active.healthy.interval',
      'upstreams[0].targets[0].weight',
      'upstreams[0].targets[1].weight',
    ],
  },
});

/** Filled in by decK or a vault before Kong sees it. */
function isTemplate(value: unknown): boolean {
  return typeof value === 'string' && /\$\{\{|\{vault:/.test(value);
}

function fits(kind: FieldKind, value: unknown): boolean {
  switch (kind.kind) {
    case 'any':
    case 'enterprise':
      return true;
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return isNumber(value, kind);
    case 'choice':
      return typeof value === 'string' && kind.of.includes(value);
    case 'statuses':
      return (
        Array.isArray(value) &&
        value.every((status) => isNumber(status, { min: 100, max: 999, whole: true }))
      );
    case 'record':
      return typeof value === 'object' && !Array.isArray(value);
  }
}

function isNumber(value: unknown, range: { min: number; max: number; whole: boolean }): boolean {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  return value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value));
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function wanted(kind: FieldKind, language: Language): string {
  const words = WORDS[language];
  switch (kind.kind) {
    case 'number':
      return `${kind.whole ? words.whole : words.number} ${kind.min}–${kind.max}`;
    case 'choice':
      return `${words.oneOf} ${listed(kind.of, language, 10)}`;
    case 'text':
      return words.text;
    case 'flag':
      return words.flag;
    case 'statuses':
      return words.statuses;
    case 'record':
      return words.record;
    case 'any':
    case 'enterprise':
      return words.any;
  }
}

const WORDS = {
  en: {
    whole: 'a whole number',
    number: 'a number',
    oneOf: 'one of',
    text: 'a text',
    flag: 'true or false',
    statuses: 'a list of statuses 100–999',
    record: 'a record of fields',
    any: 'something else',
  },
  nl: {
    whole: 'een geheel getal',
    number: 'een getal',
    oneOf: 'een van',
    text: 'een tekst',
    flag: 'true of false',
    statuses: 'een lijst statuscodes 100–999',
    record: 'een record met velden',
    any: 'iets anders',
  },
} as const;
