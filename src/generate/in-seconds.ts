/** 1200 → `1.2 s`, 5000 → `5 s`: at most one decimal, rounded up, since these are worst cases. */
export function inSeconds(durationMs: number): string {
  return `${Math.ceil(durationMs / 100) / 10} s`;
}
