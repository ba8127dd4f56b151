/** What a lever would do: shares before and after, load against room, refusals and warnings. */

import type { LeverPreview, ServicePreview } from '../../../operations/contract.ts';
import { Reasons } from '../parts/problem-box.tsx';
import { counted, percentText, rateText, words } from '../words/words.ts';
import { Refusals } from './refusals.tsx';

interface Props {
  readonly preview: LeverPreview;
  readonly force: boolean;
  readonly onForce: (force: boolean) => void;
}

/** With many services, those that change most are enough to judge by. */
const SERVICES_SHOWN = 12;

export function Preview({ preview, force, onForce }: Props) {
  const t = words.value.lever;
  const { refusals, warnings } = preview;
  const changed = preview.services
    .filter(({ regions, writes }) => writes.length > 0 || regions.some(isChanged))
    .toSorted((a, b) => largestChange(b) - largestChange(a));
  return (
    <section class="preview" aria-label={t.effect} aria-live="polite">
      <Refusals refusals={refusals} force={force} onForce={onForce} />
      {warnings.length > 0 && (
        <div class="box warning">
          <h3>{t.warnings}</h3>
          <Reasons reasons={warnings} />
        </div>
      )}
      <h3>{t.effect}</h3>
      {changed.length === 0 && <p>{t.noEffect}</p>}
      {changed.slice(0, SERVICES_SHOWN).map((service) => (
        <Effect key={service.service} effect={service} />
      ))}
      {changed.length > SERVICES_SHOWN && (
        <p class="minor">{words.value.status.more(String(changed.length - SERVICES_SHOWN))}</p>
      )}
    </section>
  );
}

function Effect({ effect }: { readonly effect: ServicePreview }) {
  const t = words.value;
  const { service, regions, shedRatio, writes } = effect;
  return (
    <div class="effect">
      <table class="plain">
        <caption>
          {service} <span class="minor">{counted(writes.length, t.lever.writes)}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.lever.region}</th>
            <th scope="col" class="number">
              {t.lever.share}
            </th>
            <th scope="col" class="number">
              {t.lever.load}
            </th>
          </tr>
        </thead>
        <tbody>
          {regions.map((region) => (
            <tr key={region.region}>
              <th scope="row">{region.region}</th>
              <td class="number">
                {percentText(region.shareBefore)} → <b>{percentText(region.shareAfter)}</b>
              </td>
              <td class="number" data-level={levelOfLoad(region)}>
                {t.lever.loadOf(rateText(region.loadRps), rateText(region.roomRps))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shedRatio > 0 && <p class="problem-text">{t.lever.shed(percentText(shedRatio))}</p>}
    </div>
  );
}

type RegionPreview = ServicePreview['regions'][number];

function levelOfLoad({ loadRps, roomRps }: RegionPreview): 'bad' | undefined {
  return loadRps !== null && roomRps !== null && loadRps > roomRps ? 'bad' : undefined;
}

function isChanged({ shareBefore, shareAfter }: RegionPreview): boolean {
  return Math.abs(shareAfter - shareBefore) > 1e-6;
}

function largestChange({ regions }: ServicePreview): number {
  return Math.max(0, ...regions.map((one) => Math.abs(one.shareAfter - one.shareBefore)));
}
