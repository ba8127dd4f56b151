/**
 * Reading and writing the quantities people put in strategy files: durations (`500ms`, `2m`),
 * shares (`1%`), rates (`200rps`). Each `parse…` returns `null` for what it cannot read.
 */

const MS_PER: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `1h30m`, `500ms`, `1.5s` → milliseconds. A bare number is refused: it has no unit. */
export function parseDurationMs(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    totalMs += Number(amount) * (MS_PER[unit ?? ''] ?? Number.NaN);
  }
  return totalMs;
}

/** Milliseconds → the shortest exact text, such as `2m`, `1m30s`, `250ms`. */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) return '0s';
  let rest = Math.round(durationMs);
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const size = MS_PER[unit] ?? 1;
    const amount = Math.floor(rest / size);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return text;
}

/** `99.99%` → 0.9999. */
export function parseRatio(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
  return match === null ? null : Number((Number(match[1]) / 100).toPrecision(12));
}

/** 0.9999 → `99.99%`. */
export function formatRatio(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(10))}%`;
}

/** `200rps` or `12000rpm` → requests per second. */
export function parseRatePerSecond(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(rps|rpm)$/.exec(text);
  if (match === null) return null;
  return match[2] === 'rpm' ? Number(match[1]) / 60 : Number(match[1]);
}

/** `300rps`, with at most six digits. */
export function formatRate(rps: number): string {
  return `${Number(rps.toPrecision(6))}rps`;
}
