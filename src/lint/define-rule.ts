/** Makes a rule of its definition: from here on its input and values are its own business. */

import { createFormat } from '../lib/locale.ts';
import type { Finding, Rule, RuleDefinition, WordedFinding } from './contract.ts';
import type { DocumentKind } from './inputs/inputs.ts';

export function defineRule<Kind extends DocumentKind, Values>(
  definition: RuleDefinition<Kind, Values>,
): Rule {
  const { appliesTo, severity, text } = definition;
  const worded = ({ values, ...finding }: Finding<Values>): WordedFinding => ({
    ...finding,
    severity: finding.severity ?? severity,
    edits: finding.edits ?? [],
    message: (language) => text[language].message(values, createFormat(language)),
    fix: (language) => text[language].fix(values, createFormat(language)),
  });
  return {
    code: definition.code,
    name: definition.name,
    severity,
    source: definition.source,
    appliesTo,
    good: definition.good,
    bad: definition.bad,
    text,
    find: (inputs, context) =>
      inputs[appliesTo].flatMap((input) =>
        [...definition.check(input, context)].map((finding) => worded(finding)),
      ),
  };
}
