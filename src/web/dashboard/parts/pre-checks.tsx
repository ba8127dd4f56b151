/** The checks before a drill: which passed, with what was found, and how to go on where not. */

import { words } from '../words/words.ts';
import { Mark, Spoken } from './marks.tsx';

export interface Check {
  readonly code: string;
  readonly passed: boolean;
  readonly found: string;
  readonly fix: string | null;
}

export function PreCheckList({ checks }: { readonly checks: readonly Check[] }) {
  const t = words.value.drills;
  const names = t.hold.checks as Partial<Record<string, string>>;
  return (
    <ul class="lines">
      {checks.map(({ code, passed, found, fix }) => (
        <li key={code} data-check={code}>
          <Mark level={passed ? 'good' : 'bad'} />
          <b>{names[code] ?? code}</b>
          {passed ? ': ' : ` (${t.notPassed}): `}
          <Spoken>{found}</Spoken>
          {fix !== null && (
            <div>
              {t.hold.fix} <Spoken>{fix}</Spoken>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
