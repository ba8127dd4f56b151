/**
 * Answers as they are given: texts by question, in the form of a flag's value. One map serves flags,
 * the interview, OpenAPI and Kong; going back in the interview loses nothing, and a command line
 * that asks nothing can be made of it at any time.
 */

export interface Scope {
  readonly service?: string;
  readonly region?: string;
}

export type Values = ReadonlyMap<string, string>;

/** `capacity`, `capacity/orderAPI`, `gateway@eu-west`, `target/orderAPI@eu-west`. */
export function keyOf(id: string, { service, region }: Scope = {}): string {
  return `${id}${service === undefined ? '' : `/${service}`}${region === undefined ? '' : `@${region}`}`;
}

export function withValue(
  values: Values,
  { id, scope, text }: { id: string; scope: Scope; text: string },
): Values {
  return new Map(values).set(keyOf(id, scope), text);
}

export function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Said for what is not there or not known. */
export const NONE = 'none';
export const UNKNOWN = 'unknown';
export const ANY = 'any';
