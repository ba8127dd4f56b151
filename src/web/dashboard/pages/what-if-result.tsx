/**
 * What came of a simulation. Its shape is the writer's: figures that are side by side are shown as a
 * table, lists of sentences as lists, and all of it as data for who wants to look closer.
 */

import { numberOf, recordOf, recordsOf, textOf, textsOf } from '../view/drills.ts';
import { words } from '../words/words.ts';
import { valueText } from '../parts/event-list.tsx';

export function WhatIfResult({ result }: { readonly result: unknown }) {
  const t = words.value.whatIf;
  const fields = recordOf(result);
  const runs = runsOf(fields);
  return (
    <>
      {runs.length > 0 && <Figures runs={runs} />}
      <Sentences title={t.taken} sentences={textsOf(fields['taken'])} />
      <Sentences title={t.assumed} sentences={textsOf(fields['assumed'])} />
      <Sentences title={t.events} sentences={eventsOf(fields)} />
      <details>
        <summary>{t.raw}</summary>
        <pre>{JSON.stringify(result, null, 2)}</pre>
      </details>
    </>
  );
}

interface Run {
  readonly name: string;
  readonly figures: Readonly<Record<string, unknown>>;
}

/** `{ ballast: {…}, nothing: {…} }`, or a list of runs with names. */
function runsOf(fields: Readonly<Record<string, unknown>>): readonly Run[] {
  const listed = recordsOf(fields['runs']);
  const named = listed.map((run) => ({
    name: textOf(run['name']) ?? textOf(run['contestant']) ?? '–',
    figures: recordOf(run['figures'] ?? run),
  }));
  if (named.length > 0) return named;
  const t = words.value.whatIf;
  return (
    [
      ['ballast', t.ballast],
      ['nothing', t.without],
    ] as const
  ).flatMap(([key, name]) => {
    const figures = recordOf(recordOf(fields[key])['figures'] ?? fields[key]);
    return Object.keys(figures).length === 0 ? [] : [{ name, figures }];
  });
}

function eventsOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const own = recordOf(fields['ballast']);
  const events = recordsOf(own['events'] ?? fields['events']);
  return events.flatMap((event) => {
    const message = textOf(event['message']);
    const atMs = numberOf(event['atMs']);
    return message === null ? [] : [atMs === null ? message : message];
  });
}

function Figures({ runs }: { readonly runs: readonly Run[] }) {
  const t = words.value.whatIf;
  const names = [...new Set(runs.flatMap(({ figures }) => Object.keys(figures)))].filter((name) =>
    runs.some(({ figures }) => isPlain(figures[name])),
  );
  return (
    <div class="wide-table">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{t.figure}</th>
            {runs.map(({ name }) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {runs.map((run) => (
                <td key={run.name} class="number">
                  {isPlain(run.figures[name]) ? valueText(run.figures[name]) : '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

function Sentences(props: { readonly title: string; readonly sentences: readonly string[] }) {
  const { title, sentences } = props;
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="sentences" lang="en">
        {sentences.map((sentence, index) => (
          <li key={`${index} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
