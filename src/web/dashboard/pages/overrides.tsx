/** People's levers: what is in force, what waits for a word, and what the automation may do. */

import type { PendingApproval } from '../../../operations/contract.ts';
import { call, callForItems, type Problem } from '../api/client.ts';
import { askToDecide, askToUndo } from '../levers/actions.ts';
import { Modes } from '../levers/modes.tsx';
import { OverrideList } from '../levers/override-list.tsx';
import { openLever } from '../levers/state.ts';
import { Spoken, Told } from '../parts/marks.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { confirmations, reloadConfirmations } from '../state/confirmations.ts';
import { serverNowMs } from '../state/live.ts';
import { overrides, overridesChanged } from '../state/overrides.ts';
import { problemIn, useResource } from '../state/resource.ts';
import { may } from '../state/session.ts';
import { spanText, words } from '../words/words.ts';
import { useState } from 'preact/hooks';

const EVERY_MS = 3_000;

export function Overrides() {
  const t = words.value.overrides;
  const all = overrides.value;
  const mayNot = !may('operator');
  return (
    <>
      <section class="panel" aria-label={t.title}>
        <div class="panel-head">
          <h2>{t.title}</h2>
          <div class="buttons">
            <button
              type="button"
              class="primary"
              disabled={mayNot}
              onClick={() => openLever({ kind: 'evacuate' })}
            >
              {t.set}
            </button>
            <button type="button" disabled={mayNot} onClick={() => void askToUndo()}>
              {t.undo}
            </button>
          </div>
        </div>
        <p class="minor">{t.lead}</p>
        {mayNot && <p class="box">{words.value.denied.needs(words.value.app.roles.operator)}</p>}
        {all.length === 0 ? <p>{t.none}</p> : <OverrideList overrides={all} />}
      </section>
      <div class="columns">
        <Pending />
        <Confirmations />
      </div>
      <Modes />
    </>
  );
}

function Pending() {
  const t = words.value.overrides;
  const { data, problem, reload } = useResource({
    key: 'approvals',
    everyMs: EVERY_MS,
    load: (signal) => callForItems<PendingApproval>({ path: 'approvals', signal }),
  });
  return (
    <section class="panel" aria-label={t.pending}>
      <h2>{t.pending}</h2>
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data?.length === 0 && <p>{t.noPending}</p>}
      <ul class="lines">
        {data?.map(({ id, sentence, sinceMs }) => (
          <li key={id} data-approval={id}>
            <p>
              <Spoken>{sentence}</Spoken>{' '}
              <span class="minor">
                {words.value.service.since(spanText(serverNowMs.value - sinceMs))}
              </span>
            </p>
            <div class="buttons">
              <button
                type="button"
                disabled={!may('operator')}
                onClick={() => askToDecide(id, 'approved', sentence)}
              >
                {t.approve}
              </button>
              <button
                type="button"
                disabled={!may('operator')}
                onClick={() => askToDecide(id, 'rejected', sentence)}
              >
                {t.reject}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Confirmations() {
  const t = words.value.overrides;
  const waiting = confirmations.value;
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const answer = async (id: string, verb: 'confirm' | 'decline') => {
    setRefusal(null);
    try {
      const path = `confirmations/${encodeURIComponent(id)}/${verb}`;
      await call({ method: 'POST', path, body: {} });
      overridesChanged();
      await reloadConfirmations();
    } catch (error) {
      setRefusal(problemIn(error));
    }
  };
  return (
    <section class="panel" aria-label={t.confirmations}>
      <h2>{t.confirmations}</h2>
      {refusal !== null && <ProblemBox problem={refusal} />}
      {waiting.length === 0 && <p>{t.noConfirmations}</p>}
      <ul class="lines">
        {waiting.map(({ id, sentence, by, reason, untilMs }) => (
          <li key={id} data-confirmation={id}>
            <p>
              <Told>{sentence}</Told> {reason}{' '}
              <span class="minor">
                {t.by} {by}, {t.ends} {t.endsIn(spanText(untilMs - serverNowMs.value))}
              </span>
            </p>
            <div class="buttons">
              <button
                type="button"
                disabled={!may('operator')}
                onClick={() => void answer(id, 'confirm')}
              >
                {t.confirm}
              </button>
              <button
                type="button"
                disabled={!may('operator')}
                onClick={() => void answer(id, 'decline')}
              >
                {t.decline}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
