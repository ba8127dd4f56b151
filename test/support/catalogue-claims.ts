/** What every pair of catalogues has to hold; each answer is what does not. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Language } from '../../src/lib/locale.ts';
import { type Catalogue, placesIn } from '../../src/lib/said.ts';

export type Catalogues = Readonly<Record<Language, Catalogue>>;

/** Keys that one language has and the other has not, or that ask for other values. */
export function unequalKeys({ en, nl }: Catalogues): readonly string[] {
  const names = (template: string | undefined) =>
    template === undefined ? null : [...new Set(placesIn(template))].toSorted().join();
  const keys = new Set([...Object.keys(en), ...Object.keys(nl)]);
  return [...keys].filter((key) => names(en[key]) !== names(nl[key]));
}

/** Keys that no code in the folder says, whole or by their prefix. */
export function unsaidKeys({ en }: Catalogues, folder: URL): readonly string[] {
  const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|sentences\/.*-(en|nl)\.ts$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const prefixes = [...code.matchAll(/`([a-z]+(?:-[a-z]+)*-)\$\{/g)].map(
    ([, prefix = '']) => prefix,
  );
  return Object.keys(en).filter(
    (key) =>
      !code.includes(`'${key}'`) &&
      !code.includes(`key: '${key}`) &&
      !prefixes.some((prefix) => key.startsWith(prefix)),
  );
}

/** Keys whose Dutch is the English. */
export function untranslatedKeys({ en, nl }: Catalogues): readonly string[] {
  return Object.keys(en).filter((key) => en[key] === nl[key] && /[a-z]{2}/i.test(wordsIn(en[key])));
}

function wordsIn(template = ''): string {
  return template.replaceAll(/\{[^}|]*\}/g, '');
}
