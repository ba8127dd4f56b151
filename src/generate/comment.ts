/** A text that is written above a key or list entry of a generated file. */
export interface Comment {
  /** Keys and list positions from the top of the file. */
  readonly path: readonly (string | number)[];
  /** One or more lines, without `#`. */
  readonly text: string;
}
