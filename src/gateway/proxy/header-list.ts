/**
 * Headers as node and undici exchange them on the wire: one flat array of names and values,
 * `[name, value, name, value, …]`. Order, letter case and repetition survive; names compare without
 * regard to case.
 */

export type HeaderList = string[];

/** The first value of a header; `null` when absent. */
export function headerValue(list: readonly string[], name: string): string | null {
  for (let index = 0; index < list.length; index += 2) {
    if (isSameName(list[index] ?? '', name)) return list[index + 1] ?? '';
  }
  return null;
}

/** Every value of a header, joined by commas as RFC 9110 allows; `null` when absent. */
export function joinedHeader(list: readonly string[], name: string): string | null {
  let joined: string | null = null;
  for (let index = 0; index < list.length; index += 2) {
    if (!isSameName(list[index] ?? '', name)) continue;
    const value = list[index + 1] ?? '';
    joined = joined === null ? value : `${joined}, ${value}`;
  }
  return joined;
}

/** Replaces every occurrence by one. */
export function setHeader(list: HeaderList, name: string, value: string): void {
  removeHeader(list, name);
  list.push(name, value);
}

export function removeHeader(list: HeaderList, name: string): void {
  for (let index = list.length - 2; index >= 0; index -= 2) {
    if (isSameName(list[index] ?? '', name)) list.splice(index, 2);
  }
}

/** As Kong logs them: lower-case names, repeated headers as arrays. */
export function headersAsRecord(list: readonly string[]): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = {};
  for (let index = 0; index < list.length; index += 2) {
    const name = (list[index] ?? '').toLowerCase();
    const value = list[index + 1] ?? '';
    const known = record[name];
    if (known === undefined) record[name] = value;
    else record[name] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return record;
}

/** The names listed in a `Connection` header other than its own keywords, lower-case. */
export function connectionNames(value: string | null): readonly string[] {
  if (value === null || value === 'keep-alive' || value === 'close') return [];
  return value
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'keep-alive' && name !== 'close');
}

function isSameName(a: string, b: string): boolean {
  return a.length === b.length && (a === b || a.toLowerCase() === b.toLowerCase());
}
