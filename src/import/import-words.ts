/** What an import says, to be filled in for each language. */

import type { GuessCode, LossCode, Params } from './contract.ts';

export interface ImportWords {
  readonly guesses: Readonly<Record<GuessCode, (params: Params) => string>>;
  readonly losses: Readonly<Record<LossCode, (params: Params) => string>>;
  /** Marks a guess that a person has to look at. */
  readonly check: string;
  /** First lines of the strategy file. */
  readonly header: (from: string) => string;
  readonly lossesHeader: string;
  readonly more: (count: number) => string;
}
