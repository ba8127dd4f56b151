/** The journal: live at its head, older pages on demand, filtered and searched. */

import { useState } from 'preact/hooks';
import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import { callForItems, type Problem } from '../api/client.ts';
import { EventList } from '../parts/event-list.tsx';
import { Choice, optionsOf } from '../parts/field.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { events, snapshot } from '../state/live.ts';
import { problemIn } from '../state/resource.ts';
import { matchingEvents, type EventFilter } from '../view/events.ts';
import { numberText, words } from '../words/words.ts';
import { PostMortems } from './post-mortems.tsx';

const PAGE = 500;

type Events = readonly Numbered<ControlEvent>[];

export function Timeline({ query }: { readonly query: Readonly<Record<string, string>> }) {
  const t = words.value.timeline;
  const [filter, setFilter] = useState<EventFilter>({
    group: 'all',
    upstream: '',
    typed: query['search'] ?? '',
  });
  const [older, setOlder] = useState<Events>([]);
  const live = events.value;
  const first = live[0]?.id ?? 0;
  const all = [...older.filter(({ id }) => id < first), ...live];
  const shown = matchingEvents(all, filter).toReversed();
  const services = snapshot.value?.upstreams ?? [];
  const oldest = shown.at(-1);
  const service = services.find(({ upstream }) => upstream === filter.upstream)?.service ?? '';
  return (
    <>
      <PostMortems shown={oldest === undefined ? null : { sinceMs: oldest.entry.atMs, service }} />
      <section class="panel" aria-label={words.value.pages.timeline}>
        <div class="panel-head">
          <h2>{words.value.pages.timeline}</h2>
          <Choice
            label={t.kind}
            value={filter.group}
            options={optionsOf(t.groups)}
            onChange={(group) => setFilter({ ...filter, group })}
          />
          <Choice
            label={t.service}
            value={filter.upstream}
            options={[['', t.all], ...services.map((one) => [one.upstream, one.service] as const)]}
            onChange={(upstream) => setFilter({ ...filter, upstream })}
          />
          <SearchBox
            label={t.search}
            value={filter.typed}
            onInput={(typed) => setFilter({ ...filter, typed })}
            found={words.value.services.count(numberText(shown.length), numberText(all.length))}
          />
        </div>
        {shown.length === 0 && <p>{t.none}</p>}
        <EventList events={shown} />
        <Older first={all[0] ?? null} onLoaded={(page) => setOlder([...page, ...older])} />
      </section>
    </>
  );
}

interface OlderProps {
  readonly first: Numbered<ControlEvent> | null;
  readonly onLoaded: (page: Events) => void;
}

function Older({ first, onLoaded }: OlderProps) {
  const t = words.value.timeline;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isEnd, setEnd] = useState(false);
  if (first === null) return null;
  const load = async () => {
    setProblem(null);
    try {
      // Lines of the same millisecond may stand on both sides of the cut.
      const query = { untilMs: first.entry.atMs + 1, limit: PAGE };
      const page = await callForItems<Numbered<ControlEvent>>({ path: 'events', query });
      const fresh = page.filter(({ id }) => id < first.id);
      if (fresh.length === 0) setEnd(true);
      onLoaded(fresh);
    } catch (error) {
      setProblem(problemIn(error));
    }
  };
  return (
    <>
      {problem !== null && <ProblemBox problem={problem} />}
      {isEnd ? (
        <p class="minor">{t.noOlder}</p>
      ) : (
        <button type="button" onClick={() => void load()}>
          {t.older}
        </button>
      )}
    </>
  );
}
