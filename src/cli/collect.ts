/** For an option that may be given several times (commander). */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
