/** Why things are as they are, and what would change them. */

import { useState } from 'preact/hooks';
import type { Explanation } from '../../../operations/contract.ts';
import { call } from '../api/client.ts';
import { EventList } from '../parts/event-list.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { hrefOf } from '../router.ts';
import { language } from '../state/preferences.ts';
import { useResource } from '../state/resource.ts';
import { words } from '../words/words.ts';

const EVERY_MS = 5_000;

export function Explain({ subject }: { readonly subject: string }) {
  const t = words.value.explain;
  const { data, problem, reload } = useResource<Explanation>({
    key: subject,
    everyMs: EVERY_MS,
    load: (signal) => call({ path: 'explanations', query: { subject }, signal }),
  });
  return (
    <>
      <Ask subject={subject} />
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data !== null && (
        <>
          <section class="panel" aria-label={t.why}>
            <h2>{t.why}</h2>
            <Sentences sentences={data.sentences} />
          </section>
          <section class="panel" aria-label={t.wouldChange}>
            <h2>{t.wouldChange}</h2>
            {data.wouldChange.length === 0 && <p>{t.nothingWould}</p>}
            <Sentences sentences={data.wouldChange} />
          </section>
          <section class="panel" aria-label={t.events}>
            <h2>{t.events}</h2>
            {data.events.length === 0 && <p>{t.noEvents}</p>}
            {/* Explanations carry events without their numbers; these count within the list. */}
            <ExplainedEvents events={data.events} />
          </section>
        </>
      )}
    </>
  );
}

function ExplainedEvents({ events }: Pick<Explanation, 'events'>) {
  return <EventList events={events.map((entry, index) => ({ id: -1 - index, entry }))} />;
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul class="sentences" lang={language.value}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function Ask({ subject }: { readonly subject: string }) {
  const t = words.value.explain;
  const [typed, setTyped] = useState(subject);
  return (
    <form
      class="panel ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') {
          location.hash = hrefOf({ page: 'explain', subject: typed.trim() });
        }
      }}
    >
      <Field label={t.subject}>
        <input
          type="text"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </Field>
      <button type="submit">{t.ask}</button>
    </form>
  );
}
