/**
 * Changes merged into plain data: maps are merged, anything else replaces what was there, `null`
 * removes it, and the key `*` stands for every key that is there.
 */

export function mergeData(base: unknown, change: unknown): unknown {
  if (!isMap(change)) return change;
  const merged: Record<string, unknown> = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(change)) {
    for (const name of key === '*' ? Object.keys(merged) : [key]) {
      if (value === null) delete merged[name];
      else set(merged, name, mergeData(merged[name], value));
    }
  }
  return merged;
}

/** A key such as `__proto__` is data here, not a prototype. */
function set(map: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
