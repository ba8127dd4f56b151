/** Overrides as cards: what, by whom, why, until when, and the button that ends it. */

import type { Override } from '../../../model/override.ts';
import { serverNowMs } from '../state/live.ts';
import { dateText, spanText, words } from '../words/words.ts';
import { leverText } from './in-force.ts';
import { OverrideEndButton } from './override-end.tsx';

export function OverrideList({ overrides }: { readonly overrides: readonly Override[] }) {
  return (
    <ul class="override-list">
      {overrides.map((override) => (
        <Item key={override.id} override={override} />
      ))}
    </ul>
  );
}

function Item({ override }: { readonly override: Override }) {
  const t = words.value.overrides;
  const { id, lever, services, origin, by, reason, atMs, untilMs, isForced } = override;
  const left = untilMs - serverNowMs.value;
  return (
    <li data-override={id} data-kind={lever.kind}>
      <div>
        <b>{leverText(lever)}</b>
        {isForced && <span class="tag bad">{t.forced}</span>}
        {origin === 'drill' && <span class="tag">{t.drill}</span>}
        <div class="minor">{services === null ? t.allServices : services.join(', ')}</div>
        <div>{reason}</div>
        <div class="minor">
          {t.by} {by}, {dateText(atMs)}
        </div>
      </div>
      <div class="until">
        <span>
          {t.ends} <b>{t.endsIn(spanText(left))}</b>
        </span>
        <span class="minor">{dateText(untilMs)}</span>
        <span class="bar" aria-hidden="true" data-level="warn">
          <span style={{ width: `${(100 * left) / Math.max(1, untilMs - atMs)}%` }} />
        </span>
        <OverrideEndButton override={override} />
      </div>
    </li>
  );
}
