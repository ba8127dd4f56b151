/** The rules that an alert comes to: usually one; none where the strategy has nothing for it. */

import type { RuleContext } from './rule-context.ts';

export interface Expression {
  readonly expr: string;
  /** Beside those that every alert has. */
  readonly labels?: Readonly<Record<string, string>>;
}

export type Expressions = Readonly<Record<string, (context: RuleContext) => readonly Expression[]>>;
