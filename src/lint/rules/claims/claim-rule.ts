/** A rule about a claim in prose: what of a statement makes it, and what is wrong with it. */

import { defineRule } from '../../define-rule.ts';
import type { Rule, RuleCode, RuleText, Severity } from '../../contract.ts';
import type { Language } from '../../../lib/locale.ts';
import { statementsOf } from './statements.ts';

export interface ClaimRule<Values> {
  readonly code: RuleCode;
  readonly name: string;
  readonly severity: Severity;
  readonly source: string;
  /** Values for the words when the statement makes the claim, else `null`. */
  readonly recognise: (plain: string) => Values | null;
  readonly text: Readonly<Record<Language, RuleText<Values>>>;
  /** A statement in the same field that is right. */
  readonly good: string;
  /** In English and in Dutch. */
  readonly bad: readonly [string, string];
}

export function defineClaim<Values>({ recognise, good, bad, ...rule }: ClaimRule<Values>): Rule {
  return defineRule<'prose', Values>({
    ...rule,
    appliesTo: 'prose',
    *check(input) {
      for (const { plain, path } of statementsOf(input)) {
        const values = recognise(plain);
        if (values !== null) yield { file: input.file, path, values };
      }
    },
    good: { files: { 'claims.md': `${good}\n` } },
    bad: {
      files: { 'claims.md': `- ${bad[0]}\n\n${bad[1]}\n` },
      at: ['1:3', '3:1'],
    },
  });
}
