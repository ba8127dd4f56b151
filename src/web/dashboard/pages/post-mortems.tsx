/** Reports on spans of time: make one of what the timeline shows, and those that are kept. */

import { useState } from 'preact/hooks';
import type { StoredReport } from '../../../model/history.ts';
import { call, callForItems, type Problem } from '../api/client.ts';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { hrefOf } from '../router.ts';
import { serverNowMs, snapshot } from '../state/live.ts';
import { problemIn, useResource } from '../state/resource.ts';
import { may } from '../state/session.ts';
import { dateText, words } from '../words/words.ts';

const LISTED = 20;
/** Reading a long span takes the server a while. */
const TIMEOUT_MS = 60_000;
const MINUTE_MS = 60_000;

interface Props {
  /** What the timeline shows, as epoch milliseconds; `null` for nothing. */
  readonly shown: { readonly sinceMs: number; readonly service: string } | null;
}

export function PostMortems({ shown }: Props) {
  const t = words.value.postMortems;
  const { data, problem, reload } = useResource({
    key: 'post-mortems',
    load: (signal) =>
      callForItems<StoredReport>({ path: 'post-mortems', query: { limit: LISTED }, signal }),
  });
  return (
    <details class="panel post-mortems">
      <summary>{t.title}</summary>
      <p class="minor">{t.lead}</p>
      <Form shown={shown} />
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data?.length === 0 && <p>{t.none}</p>}
      {data !== null && data.length > 0 && <Kept reports={data} />}
    </details>
  );
}

function Kept({ reports }: { readonly reports: readonly StoredReport[] }) {
  const t = words.value.postMortems;
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">{t.span}</th>
          <th scope="col">{t.made}</th>
        </tr>
      </thead>
      <tbody>
        {reports.map(({ id, title, atMs }) => (
          <tr key={id}>
            <th scope="row">
              <a href={hrefOf({ page: 'post-mortem', id })}>{title}</a>
            </th>
            <td>{dateText(atMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Form({ shown }: Props) {
  const t = words.value.postMortems;
  const nowMs = serverNowMs.value;
  const [since, setSince] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [chosen, setService] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const shownSince = localText(shown?.sinceMs ?? nowMs - 60 * MINUTE_MS);
  const from = since ?? shownSince;
  const to = until ?? localText(nowMs + MINUTE_MS);
  const service = chosen ?? shown?.service ?? '';
  const services = (snapshot.value?.upstreams ?? []).map((one) => one.service);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const body = {
        sinceMs: Date.parse(from),
        untilMs: Date.parse(to),
        service: service === '' ? null : service,
      };
      const how = { method: 'POST', path: 'post-mortems', timeoutMs: TIMEOUT_MS } as const;
      const { id } = await call<StoredReport>({ ...how, body });
      location.hash = hrefOf({ page: 'post-mortem', id });
    } catch (error) {
      setProblem(problemIn(error));
    }
    setBusy(false);
  };
  const mayNot = !may('operator');
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div class="fields">
        <Moment label={t.from} value={from} onInput={setSince} />
        <Moment label={t.to} value={to} onInput={setUntil} />
        <Choice
          label={words.value.timeline.service}
          value={service}
          options={[['', words.value.timeline.all], ...services.map((one) => [one, one] as const)]}
          onChange={setService}
        />
      </div>
      {problem !== null && <ProblemBox problem={problem} />}
      <div class="buttons">
        <button type="submit" class="primary" disabled={isBusy || mayNot}>
          {isBusy ? t.making : t.make}
        </button>
        {mayNot && (
          <span class="minor">{words.value.denied.needs(words.value.app.roles.operator)}</span>
        )}
      </div>
    </form>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function Moment({ label, value, onInput }: MomentProps) {
  return (
    <Field label={label}>
      <input
        type="datetime-local"
        required
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </Field>
  );
}

/** As the field wants it: local time, whole minutes. */
function localText(atMs: number): string {
  const date = new Date(atMs);
  const local = new Date(atMs - date.getTimezoneOffset() * MINUTE_MS);
  return local.toISOString().slice(0, 16);
}
