/** What came of a simulation: Ballast beside leaving everything as it is. */

import { useMemo } from 'preact/hooks';
import type { Line } from '../parts/chart-engine.ts';
import { Chart } from '../parts/chart.tsx';
import { regionColourName, Told } from '../parts/marks.tsx';
import { snapshot } from '../state/live.ts';
import { language } from '../state/preferences.ts';
import { whatIfOf, type WhatIfRunView, type WhatIfView } from '../view/what-if.ts';
import { numberText, spanText, words } from '../words/words.ts';

export function WhatIfResult({ result }: { readonly result: unknown }) {
  const t = words.value.whatIf;
  const view = useMemo(() => whatIfOf(result), [result]);
  return (
    <>
      {view.title !== null && (
        <p>
          <Told>{view.title}</Told>{' '}
          {view.tookMs !== null && <span class="minor">{t.took(spanText(view.tookMs))}</span>}
        </p>
      )}
      <Figures view={view} />
      <Charts view={view} />
      <Events run={view.ballast} />
      <Sentences title={t.taken} sentences={view.taken} />
      <Sentences title={t.assumed} sentences={view.assumed} />
      <details>
        <summary>{t.raw}</summary>
        <pre>{JSON.stringify(result, null, 2)}</pre>
      </details>
    </>
  );
}

interface Props {
  readonly view: WhatIfView;
}

function Figures({ view }: Props) {
  const t = words.value.whatIf;
  const labels = t.figures as Partial<Record<string, string>>;
  const { ballast, nothing } = view;
  const names = Object.keys({ ...ballast.figures, ...nothing.figures });
  const value = (run: WhatIfRunView, name: string) => {
    const figure = run.figures[name];
    return typeof figure === 'number' ? numberText(figure, 2) : '–';
  };
  return (
    <table class="plain what-if">
      <thead>
        <tr>
          <th scope="col">{t.figure}</th>
          <th scope="col" class="number">
            {t.ballast}
          </th>
          <th scope="col" class="number">
            {t.without}
          </th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name} data-figure={name}>
            <th scope="row">{labels[name] ?? name}</th>
            <td class="number">
              <b>{value(ballast, name)}</b>
            </td>
            <td class="number">{value(nothing, name)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Charts({ view }: Props) {
  const t = words.value.whatIf;
  const { lost, shares, untilMs } = useMemo(() => linesOf(view), [view, t]);
  if (untilMs === 0) return null;
  const span = { sinceMs: 0, untilMs, isElapsed: true };
  return (
    <div class="charts">
      <Chart title={t.failing} unit="" lines={lost} {...span} />
      <Chart title={t.shares} unit="%" lines={shares} limit={100} {...span} />
    </div>
  );
}

function linesOf({ ballast, nothing }: WhatIfView) {
  const t = words.value.whatIf;
  const order = (snapshot.peek()?.regions ?? []).map(({ region }) => region);
  const regions = [...new Set(ballast.points.flatMap(({ shares }) => Object.keys(shares)))];
  const lostLine = (name: string, colour: string, { points }: WhatIfRunView): Line => ({
    name,
    colour,
    points: points.map(({ atMs, lost }) => [atMs, lost]),
  });
  return {
    untilMs: ballast.points.at(-1)?.atMs ?? 0,
    lost: [lostLine(t.ballast, '--accent', ballast), lostLine(t.without, '--bad', nothing)],
    shares: regions.map((region): Line => ({
      name: region,
      colour: regionColourName(region, order),
      points: ballast.points.map(({ atMs, shares }) => [atMs, 100 * (shares[region] ?? 0)]),
    })),
  };
}

function Events({ run }: { readonly run: WhatIfRunView }) {
  const { whatIf: t, kinds } = words.value;
  if (run.events.length === 0) return null;
  return (
    <>
      <h3>{t.events}</h3>
      <ol class="what-if-events">
        {run.events.map(({ atMs, kind, message }, index) => (
          <li key={`${index} ${atMs}`}>
            <span class="minor">{spanText(atMs)}</span>
            <span>
              <b>{(kinds as Partial<Record<string, string>>)[kind] ?? kind}</b>{' '}
              <Told>{message}</Told>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

interface SentencesProps {
  readonly title: string;
  readonly sentences: readonly string[];
}

function Sentences({ title, sentences }: SentencesProps) {
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="sentences" lang={language.value}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
