/** Numbers and times as the terminal shows them. */

import { formatDuration } from '../lib/quantities.ts';

/** 0.9901 → `99 %`, 0.0004 → `0.04 %`: two digits below 10 %. */
export function percent(ratio: number): string {
  const value = ratio * 100;
  const digits = value >= 10 || value === 0 ? 0 : value >= 1 ? 1 : 2;
  return `${Number(value.toFixed(digits))} %`;
}

/** Age or span in at most two units: `1m30s`, `12s`, `0.4s`. */
export function span(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.max(0, Math.round(durationMs / 100) / 10)}s`;
  if (durationMs < 60_000) return formatDuration(Math.round(durationMs / 1_000) * 1_000);
  if (durationMs < 3_600_000) return formatDuration(Math.round(durationMs / 1_000) * 1_000);
  return formatDuration(Math.round(durationMs / 60_000) * 60_000);
}

/** Local time of day, `10:31:02`; with the date when it is another day than now. */
export function clockTime(atMs: number, nowMs: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const at = new Date(atMs);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  if (at.toDateString() === new Date(nowMs).toDateString()) return time;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}

export function rate(perSecond: number): string {
  return `${perSecond >= 10 ? Math.round(perSecond) : Math.round(perSecond * 10) / 10}/s`;
}
