/** Numbers and spans as people read them, in terminals and sentences alike. */

import { formatDuration } from './quantities.ts';

/** 0.9901 → `99 %`, 0.0004 → `0.04 %`: two digits below 10 %. */
export function percent(ratio: number): string {
  const value = ratio * 100;
  const size = Math.abs(value);
  const digits = size >= 10 || size === 0 ? 0 : size >= 1 ? 1 : 2;
  return `${Number(value.toFixed(digits))} %`;
}

/** Age or span in at most two units: `1m30s`, `12s`, `0.4s`. */
export function span(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.max(0, Math.round(durationMs / 100) / 10)}s`;
  if (durationMs < 3_600_000) return formatDuration(Math.round(durationMs / 1_000) * 1_000);
  return formatDuration(Math.round(durationMs / 60_000) * 60_000);
}

export function rate(perSecond: number): string {
  return `${perSecond >= 10 ? Math.round(perSecond) : Math.round(perSecond * 10) / 10}/s`;
}

/** What is left of an error budget: `93 % left`, `spent`, `overdrawn by 20 %`. */
export function budgetLeft(leftRatio: number): string {
  if (leftRatio > 0) return `${percent(leftRatio)} left`;
  return leftRatio === 0 ? 'spent' : `overdrawn by ${percent(-leftRatio)}`;
}
