/** Numbers and spans as people read them, in terminals and sentences alike. */

import type { Language } from './locale.ts';
import { formatDuration } from './quantities.ts';

export interface Figures {
  /** 0.9901 → `99 %`, 0.0004 → `0.04 %`: two digits below 10 %. */
  readonly percent: (ratio: number) => string;
  /** Age or span in at most two units: `1m30s`, `12s`, `0.4s`. */
  readonly span: (durationMs: number) => string;
  /** `7.6/s`. */
  readonly rate: (perSecond: number) => string;
  /** What is left of an error budget: `93 % left`, `spent`, `overdrawn by 20 %`. */
  readonly budgetLeft: (leftRatio: number) => string;
}

function percent(ratio: number): string {
  const value = ratio * 100;
  const size = Math.abs(value);
  const digits = size >= 10 || size === 0 ? 0 : size >= 1 ? 1 : 2;
  return `${Number(value.toFixed(digits))} %`;
}

export function span(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.max(0, Math.round(durationMs / 100) / 10)}s`;
  if (durationMs < 3_600_000) return formatDuration(Math.round(durationMs / 1_000) * 1_000);
  return formatDuration(Math.round(durationMs / 60_000) * 60_000);
}

function rate(perSecond: number): string {
  return `${perSecond >= 10 ? Math.round(perSecond) : Math.round(perSecond * 10) / 10}/s`;
}

function budgetLeft(leftRatio: number): string {
  if (leftRatio > 0) return `${percent(leftRatio)} left`;
  return leftRatio === 0 ? 'spent' : `overdrawn by ${percent(-leftRatio)}`;
}

const comma = (text: string) => text.replace('.', ',');

const FIGURES: Readonly<Record<Language, Figures>> = {
  en: { percent, span, rate, budgetLeft },
  nl: {
    percent: (ratio) => comma(percent(ratio)),
    span: (durationMs) => comma(span(durationMs)),
    rate: (perSecond) => comma(rate(perSecond)),
    budgetLeft(leftRatio) {
      if (leftRatio > 0) return `nog ${comma(percent(leftRatio))}`;
      return leftRatio === 0 ? 'op' : `overschreden met ${comma(percent(-leftRatio))}`;
    },
  },
};

export function figuresIn(language: Language): Figures {
  return FIGURES[language];
}
