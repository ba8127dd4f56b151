/** Guesses and losses of one import, gathered while it goes on. */

import type { Guess, GuessCode, Loss, LossCode, Params, StrategyPath } from './contract.ts';

export interface Collector {
  readonly guesses: Guess[];
  readonly losses: Loss[];
  note(code: GuessCode, path: StrategyPath, params?: Params): void;
  /** A guess that a person has to check. */
  check(code: GuessCode, path: StrategyPath, params?: Params): void;
  lose(
    code: LossCode,
    at: { readonly source: string; readonly place: string },
    params?: Params,
  ): void;
}

export function createCollector(): Collector {
  const guesses: Guess[] = [];
  const losses: Loss[] = [];
  return {
    guesses,
    losses,
    note: (code, path, params = {}) => void guesses.push({ code, path, weight: 'note', params }),
    check: (code, path, params = {}) => void guesses.push({ code, path, weight: 'check', params }),
    lose: (code, { source, place }, params = {}) =>
      void losses.push({ code, source, place, params }),
  };
}
