/** Values as YAML on one line; quoted as JSON, which YAML reads, wherever a bare text might be read otherwise. */

/** Words that YAML 1.1 or 1.2 read as something else than a text. */
const WORDS = /^(true|false|yes|no|on|off|null|y|n|nan|inf)$/i;
const BARE: readonly RegExp[] = [
  /^[A-Za-z][A-Za-z0-9_.-]*$/, // a word
  /^\/[A-Za-z0-9_./-]*$/, // a path
  /^\d+(\.\d+)?(%|rps|((ms|s|m|h|d)(\d+(ms|s|m))?))$/, // a quantity
  /^[A-Za-z0-9_.-]*[A-Za-z.][A-Za-z0-9_.-]*:\d{1,5}$/, // host:port
];

function yamlText(text: string): string {
  const isBare = BARE.some((pattern) => pattern.test(text)) && !WORDS.test(text);
  return isBare ? text : JSON.stringify(text);
}

export function yamlKey(text: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(text) && !WORDS.test(text) ? text : JSON.stringify(text);
}

/** `{ a: [1, 2] }`; values of `on` and `off` stay bare, since the grammar takes them so. */
export function yamlFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, one]) => `${yamlKey(key)}: ${yamlFlow(one)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  if (value === 'on' || value === 'off') return value;
  return typeof value === 'string' ? yamlText(value) : String(value);
}
