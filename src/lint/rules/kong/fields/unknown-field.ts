/** Fields that Kong does not have. */

import type { Language } from '../../../../lib/locale.ts';
import { nearest } from '../../../../lib/nearest.ts';
import type { Edit } from '../../../contract.ts';
import { defineRule } from '../../../define-rule.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';
import { INVENTED } from './invented-fields.ts';
import { fieldsOf, pathOf } from './walk-fields.ts';

interface Values {
  readonly entity: string;
  readonly field: string;
  /** For a field that Enterprise has. */
  readonly since: string | null;
  readonly meant: string | null;
  readonly siblings: readonly string[];
}

export const unknownField = defineRule<'kong', Values>({
  code: 'KB103',
  name: 'unknown-field',
  severity: 'error',
  source: 'recordings (GET /schemas/upstreams, /schemas/targets); kong-facts E, F',
  appliesTo: 'kong',
  *check(input, { kong }) {
    for (const found of fieldsOf(input)) {
      const { kind, entity, name, file, value } = found;
      const isEnterprise = kind?.kind === 'enterprise';
      if (kind !== null && !(isEnterprise && kong.edition === 'oss')) continue;
      const path = pathOf(found);
      const siblings = Object.keys(found.fields);
      const meant = isEnterprise ? null : nearest(name, siblings);
      // A field with the same letters is the same field.
      const isSlip = meant !== null && !(`${entity}.${name}` in INVENTED) && !(name in INVENTED);
      const isFree = meant !== null && !siblingsHave(input, path, meant);
      const edits: Edit[] = isSlip && isFree ? [{ kind: 'rename', path, to: meant }] : [];
      const since = isEnterprise ? kind.since : null;
      const values = { entity, field: name, since, meant, siblings };
      yield { file, path, at: 'key', values, edits: value === undefined ? [] : edits };
    }
  },
  text: {
    en: {
      title: 'a field that Kong does not have',
      message: ({ entity, field, since }) =>
        since === null
          ? `there is no field \`${field}\` here (${entity})`
          : `\`${field}\` (${entity}) is a field of Kong Enterprise, from ${since}: Kong OSS refuses it`,
      fix: (values) => fixOf(values, 'en'),
      why: "Kong refuses the whole file or request with 'unknown field'. Where a tool drops it silently, what you meant does not happen.",
    },
    nl: {
      title: 'een veld dat Kong niet heeft',
      message: ({ entity, field, since }) =>
        since === null
          ? `het veld \`${field}\` bestaat hier niet (${entity})`
          : `\`${field}\` (${entity}) is een veld van Kong Enterprise, vanaf ${since}: Kong OSS weigert het`,
      fix: (values) => fixOf(values, 'nl'),
      why: "Kong weigert het hele bestand of verzoek met 'unknown field'. Laat een tool het stilletjes weg, dan gebeurt niet wat je bedoelde.",
    },
  },
  good: kongExample(`
    upstreams:
      - name: orders
        algorithm: least-connections
        targets: [{ target: "orders-1:8080" }]
  `),
  bad: {
    ...kongExample(`
      upstreams:
        - name: orders
          load_balancing_algorithm: least-connections
          healtchecks: { threshold: 0 }
          targets:
            - { target: "orders-1:8080" }
            - { target: "standby-1:8080", backup: true }
    `),
    at: [
      'upstreams[0].load_balancing_algorithm',
      'upstreams[0].healtchecks',
      'upstreams[0].targets[1].backup',
    ],
  },
});

/** Whether the entity already says something under the right name. */
function siblingsHave(
  input: Parameters<typeof fieldsOf>[0],
  path: readonly (string | number)[],
  name: string,
): boolean {
  const parent = path.slice(0, -1);
  return input.files.some(({ data }) => {
    let value: unknown = data;
    for (const segment of [...parent, name]) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment))
        return false;
      value = Reflect.get(value, segment);
    }
    return true;
  });
}

function fixOf({ entity, field, since, meant, siblings }: Values, language: Language): string {
  const known = INVENTED[`${entity}.${field}`] ?? INVENTED[field];
  const words = WORDS[language];
  if (since !== null) return words.remove;
  if (known !== undefined) return known[language];
  return meant === null ? words.fields(siblings) : words.meant(meant);
}

const WORDS = {
  en: {
    remove: 'leave it out, or say what Kong it is for: --edition enterprise',
    meant: (field: string) => `did you mean \`${field}\`?`,
    fields: (fields: readonly string[]) => `leave it out; there are ${listed(fields, 'en', 8)}`,
  },
  nl: {
    remove: 'laat het weg, of zeg voor welke Kong het is: --edition enterprise',
    meant: (field: string) => `bedoel je \`${field}\`?`,
    fields: (fields: readonly string[]) => `laat het weg; er zijn ${listed(fields, 'nl', 8)}`,
  },
} as const;
