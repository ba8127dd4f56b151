/** One service: how it fares, where its traffic goes and why, each target, its history. */

import { askToRestore } from '../../levers/actions.ts';
import { concernsService, evacuationsOf } from '../../levers/in-force.ts';
import { openLever } from '../../levers/state.ts';
import { OverrideList } from '../../levers/override-list.tsx';
import { EventList } from '../../parts/event-list.tsx';
import { FlowDiagram } from '../../parts/flow-diagram.tsx';
import { Badge, Spoken } from '../../parts/marks.tsx';
import { hrefOf } from '../../router.ts';
import { events, snapshot } from '../../state/live.ts';
import { overrides } from '../../state/overrides.ts';
import { may } from '../../state/session.ts';
import { rowOf } from '../../view/services.ts';
import { words } from '../../words/words.ts';
import { Figures } from './figures.tsx';
import { History } from './history.tsx';
import { RegionTargets } from './region-targets.tsx';

const EVENTS_SHOWN = 8;

export function ServicePage({ name }: { readonly name: string }) {
  const t = words.value;
  const entry = snapshot.value?.upstreams.find(({ service }) => service === name);
  if (entry === undefined) return <p class="box">{t.service.unknown(name)}</p>;
  const { verdict } = rowOf(entry);
  const own = overrides.value.filter((one) => concernsService(one, name));
  const told = events.value.filter(({ entry: one }) => one.upstream === entry.upstream);
  return (
    <>
      <div class="page-head">
        <h2>{name}</h2>
        <Badge level={verdict.level}>{t.conditions[verdict.condition]}</Badge>
        <Buttons name={name} />
      </div>
      <Figures entry={entry} />
      <section class="panel" aria-label={t.service.reason}>
        <h2>{t.service.reason}</h2>
        <p>
          <Spoken>{entry.reason === '' ? '–' : entry.reason}</Spoken>{' '}
          <a href={hrefOf({ page: 'explain', subject: name })}>{t.service.why}</a>
        </p>
        {own.length > 0 && <OverrideList overrides={own} />}
      </section>
      {entry.regions.map((region) => (
        <RegionTargets
          key={region.region}
          service={name}
          region={region}
          isEvacuatedByPerson={evacuationsOf(region.region).length > 0}
          onRestore={() => askToRestore(region.region)}
        />
      ))}
      <FlowDiagram service={name} />
      <History service={name} />
      <section class="panel" aria-label={t.service.events}>
        <h2>{t.service.events}</h2>
        {told.length === 0 && <p>{t.timeline.none}</p>}
        <EventList events={told.slice(-EVENTS_SHOWN).toReversed()} />
      </section>
    </>
  );
}

function Buttons({ name }: { readonly name: string }) {
  const t = words.value.service;
  return (
    <div class="buttons">
      <button
        type="button"
        disabled={!may('operator')}
        onClick={() => openLever({ kind: 'freeze', service: name })}
      >
        {t.freeze}
      </button>
      <button
        type="button"
        disabled={!may('operator')}
        onClick={() => openLever({ kind: 'pin', service: name })}
      >
        {t.pin}
      </button>
    </div>
  );
}
