/**
 * The two-person rule: where it is on, what moves a region waits for a second person's word. Only a
 * running Ballast's API has it; whoever can write the state file needs no API.
 */

import type { Language } from '../lib/locale.ts';
import type { Said } from '../lib/said.ts';
import type { Actor } from './actor.ts';
import { operationWords } from './speech.ts';

/** A region move that somebody asked for and nobody has confirmed yet. */
export interface Confirmation {
  readonly id: string;
  /** Verb and noun, as in the audit log. */
  readonly action: string;
  /** What would be done, as a sentence. */
  readonly sentence: string;
  /** The same as data; not sent. */
  readonly said?: Said;
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
  /** Forgotten after this. */
  readonly untilMs: number;
}

export interface ConfirmationOperations {
  /** Oldest first. */
  list(): Promise<readonly Confirmation[]>;
  /** Does what was asked for, for the one who asked; refused to the one who asked. */
  confirm(actor: Actor, request: { readonly id: string }): Promise<Confirmation>;
  /** Takes it off the list without doing it; anybody who could ask may. */
  decline(actor: Actor, request: { readonly id: string }): Promise<Confirmation>;
}

/** For a reader of that language. */
export function confirmationIn(
  { said, ...confirmation }: Confirmation,
  language: Language,
): Confirmation {
  const { sentence: text } = confirmation;
  return { ...confirmation, sentence: operationWords(said, { language, text }) };
}
