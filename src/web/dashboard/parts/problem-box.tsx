/** What went wrong, in the API's words, with the way on. */

import type { Problem } from '../api/client.ts';
import { language } from '../state/preferences.ts';
import { endSession, person } from '../state/session.ts';
import { words } from '../words/words.ts';
import { Told } from './marks.tsx';

interface Props {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}

export function ProblemBox({ problem, onRetry }: Props) {
  const t = words.value.app;
  if (problem.status === 403) return <Denied problem={problem} />;
  return (
    <div class="box problem" role="alert">
      <p>
        {problem.status === 0 && problem.code === 'unreachable' && <b>{t.unreachable} </b>}
        <Told>{problem.message}</Told>
      </p>
      <Reasons reasons={problem.reasons} />
      {problem.fix !== null && (
        <p>
          <b>{t.fix}</b> <Told>{problem.fix}</Told>
        </p>
      )}
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          {t.retry}
        </button>
      )}
    </div>
  );
}

export function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul lang={language.value}>
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

function Denied({ problem }: { readonly problem: Problem }) {
  const t = words.value;
  const who = person.value;
  return (
    <div class="box denied" role="alert">
      <h2>{t.denied.title}</h2>
      <p>
        <Told>{problem.message}</Told>
      </p>
      {who !== null && <p>{t.denied.have(who.name, t.app.roles[who.role])}</p>}
      <p>{problem.fix === null ? <code>{t.denied.hint}</code> : <Told>{problem.fix}</Told>}</p>
      <button type="button" onClick={() => endSession(null)}>
        {t.denied.other}
      </button>
    </div>
  );
}
