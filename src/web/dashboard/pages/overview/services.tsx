/** All services, the worst first, however many there are. */

import { useState } from 'preact/hooks';
import { Badge, Bar, levelOfBudget, Shares } from '../../parts/marks.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { VirtualTable, type Column } from '../../parts/virtual-table.tsx';
import { hrefOf } from '../../router.ts';
import { snapshot } from '../../state/live.ts';
import { matching, rowsOf, type ServiceRow } from '../../view/services.ts';
import { numberText, percentText, rateText, words } from '../../words/words.ts';

const ROW_HEIGHT = { wide: 46, narrow: 132 };

export function Services() {
  const t = words.value.services;
  const [typed, setTyped] = useState('');
  const now = snapshot.value;
  if (now === null) return null;
  const all = rowsOf(now.upstreams);
  const rows = matching(all, typed);
  const order = (now.regions ?? []).map(({ region }) => region);
  return (
    <section class="panel" aria-label={t.title}>
      <div class="panel-head">
        <h2>{t.title}</h2>
        <SearchBox
          label={t.search}
          value={typed}
          onInput={setTyped}
          found={t.count(numberText(rows.length), numberText(all.length))}
        />
      </div>
      {rows.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <VirtualTable
          label={t.title}
          name="services"
          columns={columns()}
          rows={rows}
          keyOf={({ name }) => name}
          cellsOf={(row) => cellsOf(row, order)}
          rowHeight={ROW_HEIGHT}
        />
      )}
    </section>
  );
}

function columns(): readonly Column[] {
  const t = words.value.services;
  return [
    { key: 'name', label: t.name },
    { key: 'state', label: t.state },
    { key: 'demand', label: t.demand, isNumber: true },
    { key: 'failing', label: t.failing, isNumber: true },
    { key: 'budget', label: t.budget, isNumber: true },
    { key: 'burn', label: t.burn, isNumber: true },
    { key: 'shares', label: t.shares },
  ];
}

function cellsOf(row: ServiceRow, order: readonly string[]) {
  const t = words.value;
  const { entry, verdict, out, targets } = row;
  const { budget } = entry;
  return [
    <a href={hrefOf({ page: 'service', service: row.name })} title={row.name}>
      {row.name}
    </a>,
    <>
      <Badge level={verdict.level}>{t.conditions[verdict.condition]}</Badge>
      {out > 0 && (
        <span class="minor"> {t.services.out(numberText(out), numberText(targets))}</span>
      )}
    </>,
    rateText(entry.demandRps),
    <span data-level={entry.failingRatio > 0.01 ? 'bad' : undefined}>
      {percentText(entry.failingRatio)}
    </span>,
    budget === undefined ? (
      '–'
    ) : (
      <span class="budget">
        {percentText(budget.leftRatio)}
        <Bar ratio={budget.leftRatio} level={levelOfBudget(budget.leftRatio)} />
      </span>
    ),
    burnText(budget?.burn['1h']),
    <Shares shares={row.shares} order={order} />,
  ];
}

function burnText(burn: number | undefined): string {
  return burn === undefined ? '–' : `${numberText(burn, burn < 10 ? 1 : 0)}×`;
}
