/** The catalogue in force, and numbers as its readers write them. */

import { computed } from '@preact/signals';
import { createFormat, plural, type PluralForms } from '../../../lib/locale.ts';
import { language } from '../state/preferences.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** Every catalogue says all that the English one says. */
export type Words = typeof en;

export const words = computed<Words>(() => (language.value === 'nl' ? nl : en));
const format = computed(() => createFormat(language.value));

export function counted(count: number, forms: PluralForms): string {
  return plural(language.value, count, forms);
}

export function numberText(value: number, digits = 0): string {
  return format.value.number(value, digits);
}

/** 0.0123 → `1.2 %`: two digits that matter below 10 %, else whole ones; never 0 for a little. */
export function percentText(ratio: number): string {
  const value = 100 * ratio;
  const size = Math.abs(value);
  if (size > 0 && size < 0.01) return `${value < 0 ? '> -' : '< '}${numberText(0.01, 2)} %`;
  if (size > 99.9 && size < 100) return `${numberText(value, 2)} %`;
  const digits = size === 0 || size >= 10 ? 0 : size < 1 ? 2 : 1;
  return `${numberText(Number(value.toFixed(digits)), digits)} %`;
}

export function rateText(rps: number | null): string {
  if (rps === null) return '–';
  return `${numberText(Number(rps.toFixed(rps > 0 && rps < 10 ? 1 : 0)), 1)}/s`;
}

export function msText(ms: number | null): string {
  if (ms === null) return '–';
  return `${numberText(Number(ms.toFixed(ms < 10 ? 1 : 0)), 1)} ms`;
}

/** Whole seconds: a page that ticks each second has no use for tenths. */
export function spanText(durationMs: number): string {
  return format.value.duration(1_000 * Math.max(0, Math.round(durationMs / 1_000)));
}

export function clockText(atMs: number): string {
  const date = new Date(atMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** The time of day; with the date when it is not of today. */
export function whenText(atMs: number, nowMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return isToday ? clockText(atMs) : dateText(atMs);
}

/** `2026-11-22 14:03:07`: read alike in every language. */
export function dateText(atMs: number): string {
  const date = new Date(atMs);
  const day = [date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  return `${date.getFullYear()}-${day} ${clockText(atMs)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
