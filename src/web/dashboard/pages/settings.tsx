/** The strategy in force, with its defaults and where they come from. Read-only. */

import { useState } from 'preact/hooks';
import type { Setting } from '../../../operations/contract.ts';
import { callForItems } from '../api/client.ts';
import { ProblemBox } from '../parts/problem-box.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { VirtualTable } from '../parts/virtual-table.tsx';
import { useResource } from '../state/resource.ts';
import { numberText, words } from '../words/words.ts';

const ROW_HEIGHT = { wide: 38, narrow: 86 };

export function Settings() {
  const t = words.value.settings;
  const [typed, setTyped] = useState('');
  const [onlySet, setOnlySet] = useState(false);
  const { data, problem, reload } = useResource({
    key: 'settings',
    load: (signal) => callForItems<Setting>({ path: 'settings', signal }),
  });
  const all = data ?? [];
  const rows = matching(all, { typed, onlySet });
  return (
    <section class="panel" aria-label={words.value.pages.settings}>
      <div class="panel-head">
        <h2>{words.value.pages.settings}</h2>
        <SearchBox
          label={t.search}
          value={typed}
          onInput={setTyped}
          found={words.value.services.count(numberText(rows.length), numberText(all.length))}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={onlySet}
            onChange={({ currentTarget }) => setOnlySet(currentTarget.checked)}
          />
          <span>{t.onlySet}</span>
        </label>
      </div>
      <p class="minor">{t.lead}</p>
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data !== null && rows.length === 0 && <p>{t.none}</p>}
      {rows.length > 0 && (
        <VirtualTable
          label={words.value.pages.settings}
          name="settings"
          columns={[
            { key: 'path', label: t.setting },
            { key: 'value', label: t.value },
            { key: 'source', label: t.source },
          ]}
          rows={rows}
          keyOf={({ path }) => path}
          cellsOf={cellsOf}
          rowHeight={ROW_HEIGHT}
        />
      )}
    </section>
  );
}

function cellsOf({ path, value, isDefault, source }: Setting) {
  const t = words.value.settings;
  const text = textOf(value);
  return [
    <code title={path}>{path}</code>,
    <b class={isDefault ? 'default' : undefined} title={text}>
      {text}
    </b>,
    <span class="minor" title={source ?? undefined}>
      {isDefault ? <span class="tag">{t.default}</span> : t.file}{' '}
      {source !== null && <span lang="en">{source}</span>}
    </span>,
  ];
}

/** As one would write it; lists by their parts. */
function textOf(value: unknown): string {
  if (value === null) return '–';
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
}

function matching(
  all: readonly Setting[],
  { typed, onlySet }: { readonly typed: string; readonly onlySet: boolean },
): readonly Setting[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ path, value, isDefault, source }) => {
    if (onlySet && isDefault) return false;
    const text = `${path}\n${JSON.stringify(value)}\n${source ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
