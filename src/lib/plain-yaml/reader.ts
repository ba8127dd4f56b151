/** What the parts of the reader share: where it is, and what it has found. */

export interface PlainReader {
  readonly text: string;
  /** Offset of the next character. */
  at: number;
  /** Of the first character of the line that comes next; −1 at the end of the text. */
  column: number;
  /** How deep in maps and lists. */
  depth: number;
  /** Offset behind the last value. */
  end: number;
  /** By map: four offsets an entry (key, its end, value, its end); by list: two an item. */
  readonly places: Map<object, number[]>;
}

/** Thrown for whatever is not certain; caught in `readPlainYaml` alone. */
export const NOT_PLAIN = new Error('not plain YAML');

export function refuse(): never {
  throw NOT_PLAIN;
}
