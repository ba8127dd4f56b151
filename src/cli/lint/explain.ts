/** `ballast lint --explain CODE`: what a code means, with an example of wrong and of right. */

import type { Language } from '../../lib/locale.ts';
import type { Example } from '../../lint/contract.ts';
import { RULES } from '../../lint/registry.ts';
import { printJson, type CliContext } from '../context.ts';
import { usageFailure } from '../failure.ts';
import { WORDS } from './words.ts';

interface ExplainOptions {
  readonly code: string;
  readonly lang: Language;
  readonly json: boolean;
}

export function explain(context: CliContext, { code, lang, json }: ExplainOptions): void {
  const wanted = code.toLowerCase();
  const rule = RULES.find((one) => one.code.toLowerCase() === wanted || one.name === wanted);
  if (rule === undefined) {
    throw usageFailure(
      `there is no rule ${code}`,
      /^bls/i.test(code)
        ? 'BLS codes are of the strategy: docs/errors.md explains them.'
        : 'docs/lint.md lists all of them.',
    );
  }
  const { title, why } = rule.text[lang];
  const { name, severity, source, good, bad } = rule;
  if (json) {
    const examples = { wrong: bad.files, right: good.files };
    return printJson(context, { code: rule.code, name, severity, title, why, source, ...examples });
  }
  const words = WORDS[lang];
  const { colors } = context;
  context.print(
    [
      `${colors.bold(`${rule.code} ${name}`)} (${words.severity[severity]}): ${title}`,
      '',
      why,
      '',
      `${words.example.wrong}:`,
      indented(bad),
      `${words.example.right}:`,
      indented(good),
      `${words.source}: ${source}`,
      '',
    ].join('\n'),
  );
}

function indented({ files }: Example): string {
  const texts = Object.entries(files).map(([file, text]) => {
    const lines = text.trimEnd().split('\n');
    return [`  # ${file}`, ...lines.map((line) => `  ${line}`)].join('\n');
  });
  return `${texts.join('\n')}\n`;
}
