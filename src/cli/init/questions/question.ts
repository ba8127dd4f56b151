/** What a question is; the questions themselves are tables beside this file. */

import type { Scope, Values } from '../values.ts';

export interface Question {
  readonly id: string;
  /** Asked once, for each region, each service, or each service in each region. */
  readonly per: 'file' | 'region' | 'service' | 'placement';
  readonly kind: 'text' | 'list' | 'choice';
  /** What the flag takes, such as `<percent>`; the flag's name is the id. */
  readonly form: string;
  /** Of a choice. One that ends with `:` is completed by a text: `cookie:` → `cookie:cart`. */
  readonly choices?: readonly string[];
  /** The answer may also be left empty, which is written as this word. */
  readonly empty?: string;
  /** Taken over from the service that this one is like. */
  readonly shared?: boolean;
  /** Only as a flag. */
  readonly silent?: boolean;
  readonly defaultOf: (context: QuestionContext) => string;
  /** The complaint about an answer; `null` when it is fine. Not called for empty optional ones. */
  readonly check: (text: string, context: QuestionContext) => Complaint | null;
  /** The complaint about leaving it empty. */
  readonly checkEmpty?: (context: QuestionContext) => Complaint | null;
  /** What stands in the prompt to begin with, where that is more than may be assumed unasked. */
  readonly suggest?: (context: QuestionContext) => string;
  readonly applies?: (context: QuestionContext) => boolean;
}

export interface QuestionContext {
  readonly values: Values;
  readonly scope: Scope;
  /** The answer to a question, its default when it has none. */
  readonly get: (id: string, scope?: Scope) => string;
  /** Whether it has been answered, not left to its default. */
  readonly given: (id: string, scope?: Scope) => boolean;
}

/** Words for these are in `words/`. */
export type Complaint =
  | 'name'
  | 'names'
  | 'names-clash'
  | 'share'
  | 'availability'
  | 'duration'
  | 'deadline'
  | 'rate'
  | 'url'
  | 'url-twice'
  | 'gateway-nowhere'
  | 'path'
  | 'method'
  | 'route-taken'
  | 'hosts'
  | 'hosts-twice'
  | 'hosts-nowhere'
  | 'listen'
  | 'header'
  | 'word'
  | 'choice'
  | 'like'
  | 'line'
  | 'answer';
