/** Thrown when Ballast itself is wrong: a broken invariant, never bad input or a failing network. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** Crashes on a broken invariant; state is on disk and a supervisor restarts (style rule 8). */
export function assert(condition: unknown, message: string): asserts condition {
  if (condition === false || condition === null || condition === undefined) {
    throw new AssertionError(message);
  }
}
