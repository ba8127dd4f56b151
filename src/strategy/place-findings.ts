/** From findings (a place in the data) to problems (a place in the text). */

import { CATALOGUE } from './catalogue.ts';
import type { StrategyDocument } from './document.ts';
import type { TextFinding } from './place.ts';
import { formatPath } from './problem.ts';
import type { Finding, Problem } from './problem.ts';

export function problemAt(finding: Finding, document: StrategyDocument, file: string): Problem {
  const { code, message, fix, inDutch } = finding;
  const place = document.locate(finding.path, finding.at ?? 'value');
  const { severity } = CATALOGUE[code];
  return { code, severity, file, path: formatPath(finding.path), ...place, message, fix, inDutch };
}

export function problemInText(finding: TextFinding, file: string): Problem {
  const { code, place, message, fix, inDutch } = finding;
  const { severity } = CATALOGUE[code];
  return { code, severity, file, path: '', ...place, message, fix, inDutch };
}
