/** Reading plugin configurations, whose schema the Admin API has already checked. */

export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

export function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === 'number' ? value : otherwise;
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** `["Name: value", …]` as pairs; an entry without a colon has an empty value. */
export function headerPairs(value: unknown): readonly (readonly [string, string])[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list
    .filter((entry) => typeof entry === 'string')
    .map((entry) => {
      const colon = entry.indexOf(':');
      return colon === -1
        ? ([entry.trim(), ''] as const)
        : ([entry.slice(0, colon).trim(), entry.slice(colon + 1).trim()] as const);
    });
}
