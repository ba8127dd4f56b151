/** The examples that users copy, as files. */

import { readFileSync } from 'node:fs';

export const EXAMPLES = [
  'webshop',
  'active-active',
  'three-regions',
  'hash-sessions',
  'kubernetes',
  'konnect',
] as const;

export type ExampleName = (typeof EXAMPLES)[number];

export function exampleFolder(name: ExampleName): string {
  return new URL(`../../examples/${name}/`, import.meta.url).pathname;
}

export function exampleText(name: ExampleName): string {
  return readFileSync(`${exampleFolder(name)}ballast.yaml`, 'utf8');
}
