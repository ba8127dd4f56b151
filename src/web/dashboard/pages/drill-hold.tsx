/** A drill is chosen, looked at with its checks, and started: in that order. */

import { useState } from 'preact/hooks';
import type { DrillPlan, DrillRequest, LibraryDrill } from '../../../operations/drill-plan.ts';
import { call, callForItems, type Problem } from '../api/client.ts';
import { regionsFor } from '../levers/draft.ts';
import { Choice, Field, optionsOf } from '../parts/field.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { snapshot } from '../state/live.ts';
import { problemIn, useResource } from '../state/resource.ts';
import { may } from '../state/session.ts';
import { dateText, words } from '../words/words.ts';
import { DrillPlanView } from './drill-plan.tsx';

export function HoldDrill({ onStarted }: { readonly onStarted: () => void }) {
  const t = words.value.drills.hold;
  const { data, problem, reload } = useResource({
    key: 'library',
    load: (signal) => callForItems<LibraryDrill>({ path: 'drills/library', signal }),
  });
  return (
    <section class="panel" aria-label={t.title}>
      <h2>{t.title}</h2>
      <p class="minor">{t.lead}</p>
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data !== null && data.length > 0 && <Form drills={data} onStarted={onStarted} />}
    </section>
  );
}

interface Draft {
  readonly name: string;
  /** These are empty for what the drill says. */
  readonly region: string;
  readonly service: string;
  readonly durationMs: string;
}

function requestOf({ name, region, service, durationMs }: Draft): DrillRequest {
  return {
    drill: { name },
    choice: {
      ...(region === '' ? {} : { region }),
      ...(service === '' ? {} : { services: [service] }),
      ...(durationMs === '' ? {} : { durationMs: Number(durationMs) }),
    },
  };
}

interface FormProps {
  readonly drills: readonly LibraryDrill[];
  readonly onStarted: () => void;
}

function Form({ drills, onStarted }: FormProps) {
  const t = words.value;
  const [draft, setDraft] = useState<Draft>({
    name: drills[0]?.name ?? '',
    region: '',
    service: '',
    durationMs: '',
  });
  const [plan, setPlan] = useState<DrillPlan | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    // What was shown was of another one.
    setPlan(null);
    setProblem(null);
  };
  const look = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setPlan(null);
    setProblem(null);
    try {
      const body = requestOf(draft);
      setPlan(await call<DrillPlan>({ method: 'POST', path: 'drills/plan', body }));
    } catch (error) {
      setProblem(problemIn(error));
    }
    setBusy(false);
  };
  const mayNot = !may('operator');
  return (
    <>
      <form onSubmit={(event) => void look(event)}>
        <Fields drills={drills} draft={draft} onChange={change} />
        {problem !== null && <ProblemBox problem={problem} />}
        <div class="buttons">
          <button type="submit" class="primary" disabled={isBusy || mayNot}>
            {isBusy ? t.drills.hold.planning : t.drills.hold.plan}
          </button>
          {mayNot && <span class="minor">{t.denied.needs(t.app.roles.operator)}</span>}
        </div>
      </form>
      {plan !== null && (
        <DrillPlanView plan={plan} request={requestOf(draft)} onStarted={onStarted} />
      )}
    </>
  );
}

interface FieldsProps {
  readonly drills: readonly LibraryDrill[];
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function Fields({ drills, draft, onChange }: FieldsProps) {
  const t = words.value.drills.hold;
  const now = snapshot.value;
  const chosen = drills.find(({ name }) => name === draft.name);
  const asWritten = ['', t.asWritten] as const;
  const regions = now === null ? [] : regionsFor('', now);
  const nextAtMs = chosen?.schedule?.nextAtMs ?? null;
  return (
    <>
      <div class="fields">
        <Choice
          label={t.drill}
          value={draft.name}
          options={drills.map(({ name, title, origin }) => {
            const told = `${name} – ${title}`;
            return [name, origin === 'folder' ? t.own(told) : told];
          })}
          onChange={(name) => onChange({ name })}
        />
        <Choice
          label={t.region}
          value={draft.region}
          options={[asWritten, ...regions.map((name) => [name, name] as const)]}
          onChange={(region) => onChange({ region })}
        />
        <Field label={t.service}>
          <input
            type="text"
            list="drill-services"
            placeholder={t.asWritten}
            value={draft.service}
            onChange={({ currentTarget }) => onChange({ service: currentTarget.value.trim() })}
          />
          <datalist id="drill-services">
            {(now?.upstreams ?? []).map(({ service }) => (
              <option key={service} value={service} />
            ))}
          </datalist>
        </Field>
        <Choice
          label={t.duration}
          value={draft.durationMs}
          options={[asWritten, ...optionsOf<string>(t.durations)]}
          onChange={(durationMs) => onChange({ durationMs })}
        />
      </div>
      {chosen !== undefined && <p>{chosen.hypothesis}</p>}
      {nextAtMs !== null && <p class="minor">{t.next(dateText(nextAtMs))}</p>}
    </>
  );
}
