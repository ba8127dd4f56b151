/** Who did what by hand. The API shows it to operators and admins only. */

import { useState } from 'preact/hooks';
import type { AuditEntry } from '../../../model/audit.ts';
import type { Numbered } from '../../../model/history.ts';
import { callForItems } from '../api/client.ts';
import { Badge, Told } from '../parts/marks.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { valueText } from '../parts/event-list.tsx';
import { useResource } from '../state/resource.ts';
import type { Level } from '../view/level.ts';
import { dateText, numberText, words } from '../words/words.ts';

const LIMIT = 1_000;
const EVERY_MS = 5_000;
const LEVELS: Readonly<Record<AuditEntry['outcome'], Level>> = {
  done: 'good',
  refused: 'warn',
  failed: 'bad',
};

export function Audit() {
  const t = words.value.audit;
  const [typed, setTyped] = useState('');
  const { data, problem, reload } = useResource({
    key: 'audit',
    everyMs: EVERY_MS,
    load: (signal) =>
      callForItems<Numbered<AuditEntry>>({ path: 'audit', query: { limit: LIMIT }, signal }),
  });
  const all = data ?? [];
  const shown = matching(all, typed).toReversed();
  return (
    <section class="panel" aria-label={words.value.pages.audit}>
      <div class="panel-head">
        <h2>{words.value.pages.audit}</h2>
        <SearchBox
          label={t.search}
          value={typed}
          onInput={setTyped}
          found={words.value.services.count(numberText(shown.length), numberText(all.length))}
        />
      </div>
      <p class="minor">{t.lead}</p>
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data !== null && shown.length === 0 && <p>{all.length === 0 ? t.none : t.noMatch}</p>}
      <ol class="audit">
        {shown.map(({ id, entry }) => (
          <Item key={id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Item({ entry }: { readonly entry: AuditEntry }) {
  const t = words.value;
  const { atMs, by, role, via, action, outcome, message, details } = entry;
  return (
    <li data-outcome={outcome}>
      <time dateTime={new Date(atMs).toISOString()}>{dateText(atMs)}</time>
      <span>
        <b>{by}</b>{' '}
        <span class="minor">
          {t.app.roles[role]}, {t.audit.via(via)}
        </span>
      </span>
      <code>{action}</code>
      <Badge level={LEVELS[outcome]}>{t.audit.outcomes[outcome]}</Badge>
      <div class="what">
        <Told>{message}</Told>
        {Object.keys(details).length > 0 && (
          <details>
            <summary aria-label={t.timeline.details(message)}>{t.timeline.evidence}</summary>
            <dl class="evidence">
              {Object.entries(details).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{valueText(value)}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}

function matching(
  all: readonly Numbered<AuditEntry>[],
  typed: string,
): readonly Numbered<AuditEntry>[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ entry }) => {
    const { by, role, action, outcome, message } = entry;
    const text = [by, role, action, outcome, message, dateText(entry.atMs)].join('\n');
    return wanted.every((word) => text.toLowerCase().includes(word));
  });
}
