/** Journal lines with their evidence, what changed, and the way to the explanation. */

import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';
import { hrefOf } from '../router.ts';
import { snapshot } from '../state/live.ts';
import { language } from '../state/preferences.ts';
import { changesIn, levelOfEvent } from '../view/events.ts';
import { dateText, numberText, whenText, words } from '../words/words.ts';
import { Mark } from './marks.tsx';

export function EventList({ events }: { readonly events: readonly Numbered<ControlEvent>[] }) {
  return (
    <ol class="events">
      {events.map(({ id, entry }) => (
        <Item key={id} id={id} event={entry} />
      ))}
    </ol>
  );
}

function Item({ id, event }: { readonly id: number; readonly event: ControlEvent }) {
  const t = words.value;
  const { atMs, kind, upstream, region, target, message, evidence } = event;
  const hasEvidence = Object.keys(evidence).length > 0;
  return (
    <li data-event={id} data-kind={kind} data-level={levelOfEvent(kind)}>
      <time dateTime={new Date(atMs).toISOString()} title={dateText(atMs)}>
        {whenText(atMs, Date.now())}
      </time>
      <div class="what">
        <Mark level={levelOfEvent(kind)} />
        <b>{(t.kinds as Partial<Record<string, string>>)[kind] ?? kind}</b>{' '}
        <span class="minor">
          {[serviceOf(upstream), region, target].filter((part) => part !== null).join(' · ')}
        </span>
        <p lang={language.value}>{message}</p>
        {hasEvidence && (
          <details>
            <summary aria-label={t.timeline.details(message)}>{t.timeline.evidence}</summary>
            <Evidence evidence={evidence} />
          </details>
        )}
      </div>
      {id > 0 && (
        <a class="why" href={hrefOf({ page: 'explain', subject: String(id) })}>
          {t.timeline.explain}
          <span class="visually-hidden"> {id}</span>
        </a>
      )}
    </li>
  );
}

/** People know services; upstreams are Kong's. */
function serviceOf(upstream: string | null): string | null {
  if (upstream === null) return null;
  const entry = snapshot.value?.upstreams.find((one) => one.upstream === upstream);
  return entry?.service ?? upstream;
}

function Evidence({ evidence }: { readonly evidence: ControlEvent['evidence'] }) {
  const t = words.value.timeline;
  const changes = changesIn(evidence);
  return (
    <>
      {changes.length > 0 && (
        <table class="plain">
          <caption>{t.change}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{words.value.settings.setting}</span>
              </th>
              <th scope="col" class="number">
                {t.before}
              </th>
              <th scope="col" class="number">
                {t.after}
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, before, after }, index) => (
              <tr key={`${index} ${name}`}>
                <th scope="row">{name}</th>
                <td class="number">{valueText(before)}</td>
                <td class="number">{valueText(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl class="evidence">
        {Object.entries(evidence).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{valueText(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function valueText(value: unknown): string {
  if (typeof value === 'number') return numberText(value, 3);
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? '–';
}
