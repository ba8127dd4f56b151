/** Which dialog is open: one to set a lever, or one that asks for a reason and then does something. */

import { signal } from '@preact/signals';
import type { LeverKind } from '../../../model/override.ts';
import type { LeverPreview } from '../../../operations/contract.ts';

/** What the form begins with. */
export interface LeverSeed {
  readonly kind: LeverKind;
  readonly region?: string;
  readonly target?: string;
  /** Absent: all services. */
  readonly service?: string;
}

export interface Question {
  readonly title: string;
  readonly hint: string | null;
  /** How its button is called. */
  readonly verb: string;
  /** Why it would be refused; an admin may force it, unless one of them is absolute. */
  readonly refusals?: LeverPreview['refusals'];
  readonly run: (reason: string, options: { readonly force: boolean }) => Promise<unknown>;
}

export const leverSeed = signal<LeverSeed | null>(null);
export const question = signal<Question | null>(null);

export function openLever(seed: LeverSeed): void {
  leverSeed.value = seed;
}

export function ask(next: Question): void {
  question.value = next;
}
