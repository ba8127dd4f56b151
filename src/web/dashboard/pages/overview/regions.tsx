/** A card for each region. */

import { askToRestore } from '../../levers/actions.ts';
import { evacuationsOf } from '../../levers/in-force.ts';
import { openLever } from '../../levers/state.ts';
import { Badge, Bar, regionColour } from '../../parts/marks.tsx';
import { snapshot } from '../../state/live.ts';
import { may } from '../../state/session.ts';
import { regionsOf, type RegionView } from '../../view/regions.ts';
import type { Level } from '../../view/level.ts';
import { msText, numberText, percentText, rateText, words } from '../../words/words.ts';

export function Regions() {
  const now = snapshot.value;
  if (now === null) return null;
  const regions = regionsOf(now);
  const order = regions.map(({ region }) => region);
  return (
    <section aria-label={words.value.regions.title}>
      <h2>{words.value.regions.title}</h2>
      <div class="cards">
        {regions.map((region) => (
          <Card key={region.region} view={region} order={order} />
        ))}
      </div>
    </section>
  );
}

function Card({ view, order }: { readonly view: RegionView; readonly order: readonly string[] }) {
  const t = words.value;
  const { region, level, worst, worstCount, services, targets, targetsIn } = view;
  const count = numberText(worstCount);
  const all = numberText(services);
  return (
    <article
      class="panel card"
      data-level={level}
      data-region={region}
      style={{ '--own': regionColour(region, order) }}
    >
      <header>
        <h3>{region}</h3>
        <Badge level={level}>
          {worstCount === services
            ? t.phases[worst]
            : t.regions.inPhase(t.phases[worst], count, all)}
        </Badge>
      </header>
      <p class="big">
        {percentText(view.shareRatio)} <span class="minor">{rateText(view.rps)}</span>
      </p>
      <span class="visually-hidden">{t.regions.share(percentText(view.shareRatio))}</span>
      <span class="bar own" aria-hidden="true">
        <span style={{ width: `${100 * view.shareRatio}%` }} />
      </span>
      <dl class="facts">
        <Headroom view={view} />
        <dt>{t.services.targets}</dt>
        <dd>{t.regions.targets(numberText(targetsIn), numberText(targets))}</dd>
        {view.rtts.length > 0 && (
          <>
            <dt>{t.regions.rtt}</dt>
            <dd>
              {view.rtts.map(({ to, rttMs }) => t.regions.rttTo(msText(rttMs), to)).join(', ')}
            </dd>
          </>
        )}
        {view.gateways.length > 0 && (
          <>
            <dt>{t.regions.gateways}</dt>
            <dd>{view.gateways.join(', ')}</dd>
          </>
        )}
      </dl>
      <RegionButtons region={region} />
    </article>
  );
}

function Headroom({ view }: { readonly view: RegionView }) {
  const t = words.value.regions;
  const { headroomRatio, roomRps, overruledRps, rps } = view;
  return (
    <>
      <dt>{t.headroom}</dt>
      <dd>
        {headroomRatio === null || roomRps === null ? (
          t.noRoom
        ) : (
          <>
            {percentText(headroomRatio)}{' '}
            <span class="minor">
              {overruledRps === null
                ? t.room(rateText(rps), rateText(roomRps))
                : t.roomShown(rateText(rps), rateText(roomRps), rateText(overruledRps))}
            </span>
            <Bar ratio={1 - headroomRatio} level={levelOfHeadroom(headroomRatio)} />
          </>
        )}
      </dd>
    </>
  );
}

/** Above the ceiling is overload; with less than a tenth left the next loss has nowhere to go. */
function levelOfHeadroom(ratio: number): Level {
  if (ratio < 0) return 'bad';
  return ratio < 0.1 ? 'warn' : 'good';
}

function RegionButtons({ region }: { readonly region: string }) {
  const t = words.value.regions;
  const isOut = evacuationsOf(region).length > 0;
  return (
    <div class="buttons">
      <button
        type="button"
        disabled={!may('operator')}
        aria-label={`${isOut ? t.restore : t.evacuate} ${region}`}
        onClick={() => (isOut ? askToRestore(region) : openLever({ kind: 'evacuate', region }))}
      >
        {isOut ? t.restore : t.evacuate}
      </button>
    </div>
  );
}
