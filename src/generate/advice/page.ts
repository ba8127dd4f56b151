import type { AdviceFacts } from './facts.ts';
import type { Format } from '../../lib/locale.ts';
import type { Messages } from './messages.ts';

/** What each section gets: the numbers, the words, and how to write numbers. */
export interface Page {
  readonly facts: AdviceFacts;
  readonly words: Messages;
  readonly format: Format;
}
