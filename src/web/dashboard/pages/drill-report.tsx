/** One drill: what was believed, what happened when, what it cost. */

import type { StoredReport } from '../../../model/history.ts';
import { call } from '../api/client.ts';
import { Told } from '../parts/marks.tsx';
import { PreCheckList } from '../parts/pre-checks.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { pageHref } from '../router.ts';
import { useResource } from '../state/resource.ts';
import { reportOf, type DrillReportView } from '../view/drills.ts';
import { clockText, dateText, numberText, spanText, words } from '../words/words.ts';
import { Verdict } from './drills.tsx';

export function DrillReportPage({ id }: { readonly id: string }) {
  const t = words.value.drills;
  const { data, problem, reload } = useResource<StoredReport>({
    key: id,
    load: (signal) => call({ path: `drills/reports/${encodeURIComponent(id)}`, signal }),
  });
  if (problem !== null) return <ProblemBox problem={problem} onRetry={reload} />;
  if (data === null) return <p>{words.value.app.loading}</p>;
  const view = reportOf(data.report);
  return (
    <>
      <div class="page-head">
        <h2>{data.title}</h2>
        <Verdict verdict={data.verdict} />
        <a href={pageHref('drills')}>{t.back}</a>
      </div>
      <section class="panel" aria-label={t.hypothesis}>
        <p>
          {dateText(data.atMs)}, {t.by} {view.by}
        </p>
        {view.hypothesis !== null && (
          <p>
            <b>{t.hypothesis}:</b> <Told>{view.hypothesis}</Told>
          </p>
        )}
        {view.manual.length > 0 && (
          <div class="box problem" role="alert">
            <p>{t.unrestored}</p>
            <pre>{view.manual.join('\n')}</pre>
          </div>
        )}
      </section>
      <Times view={view} />
      <Impact view={view} />
      <PreChecks view={view} />
      <details class="panel">
        <summary>{t.raw}</summary>
        <pre>{JSON.stringify(data.report, null, 2)}</pre>
      </details>
    </>
  );
}

interface Props {
  readonly view: DrillReportView;
}

function Times({ view }: Props) {
  const t = words.value.drills;
  const names = t.times as Partial<Record<string, string>>;
  const fault = view.times.find(({ name }) => name === 'faultAtMs')?.atMs ?? view.startedAtMs;
  if (view.times.length === 0) return null;
  return (
    <section class="panel" aria-label={t.timeline}>
      <h2>{t.timeline}</h2>
      <ol class="steps">
        {view.times.map(({ name, atMs }) => (
          <li key={name}>
            <b>{names[name] ?? name}</b>
            <span>{fault === null ? '' : `+ ${spanText(atMs - fault)}`}</span>
            <time class="minor" dateTime={new Date(atMs).toISOString()}>
              {clockText(atMs)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Impact({ view }: Props) {
  const t = words.value.drills;
  if (view.impact.length === 0) return null;
  return (
    <section class="panel" aria-label={t.impact}>
      <h2>{t.impact}</h2>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{t.service}</th>
            <th scope="col" class="number">
              {t.total}
            </th>
            <th scope="col" class="number">
              {t.lost}
            </th>
            <th scope="col" class="number">
              {t.badSeconds}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.impact.map(({ service, requests, failed, badSeconds }) => (
            <tr key={service}>
              <th scope="row">{service}</th>
              <td class="number">{numberText(requests)}</td>
              <td class="number">{numberText(failed)}</td>
              <td class="number">{numberText(badSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PreChecks({ view }: Props) {
  const t = words.value.drills;
  if (view.preChecks.length === 0) return null;
  return (
    <section class="panel" aria-label={t.preChecks}>
      <h2>{t.preChecks}</h2>
      <PreCheckList checks={view.preChecks} />
    </section>
  );
}
