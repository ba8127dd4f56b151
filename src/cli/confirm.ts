/** "Are you sure?", asked on a terminal only. */

import type { CliContext } from './context.ts';
import { CliFailure, type CliText, usageFailure } from './failure.ts';

export interface Confirmation {
  readonly question: string;
  /** Told so beforehand, by --yes. */
  readonly isSure: boolean;
  /** What to do where nobody can be asked. */
  readonly fix: CliText;
  /** Said when the answer is no. */
  readonly refused: CliText;
}

/** Returns when sure. @throws {CliFailure} usage without a terminal, exit code 1 after a no. */
export async function confirm(
  { interactive }: CliContext,
  { question, isSure, fix, refused }: Confirmation,
): Promise<void> {
  if (isSure) return;
  if (!interactive) throw usageFailure(NO_TERMINAL, fix);
  const prompts = await import('@clack/prompts');
  const answer = await prompts.confirm({ message: question, initialValue: false });
  if (answer !== true) throw new CliFailure(refused, { exitCode: 1 });
}

const NO_TERMINAL = {
  en: 'there is no terminal to ask on',
  nl: 'er is geen terminal om het op te vragen',
} as const;
