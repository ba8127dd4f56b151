/** The targets of one region of a service: what is wanted, written and really used, and how it goes. */

import type { RegionStatus, TargetStatus, WeightStatus } from '../../../../model/status.ts';
import { openLever } from '../../levers/state.ts';
import { Badge, Mark, Spoken } from '../../parts/marks.tsx';
import { hrefOf } from '../../router.ts';
import { serverNowMs } from '../../state/live.ts';
import { may } from '../../state/session.ts';
import { levelOfPhase, levelOfTarget } from '../../view/level.ts';
import { meanShare } from '../../view/services.ts';
import { msText, numberText, percentText, rateText, spanText, words } from '../../words/words.ts';

interface Props {
  readonly service: string;
  readonly region: RegionStatus;
  readonly isEvacuatedByPerson: boolean;
  readonly onRestore: () => void;
}

export function RegionTargets(props: Props) {
  const { service, region, isEvacuatedByPerson, onRestore } = props;
  const t = words.value;
  const mayNot = !may('operator');
  return (
    <section class="panel" aria-label={region.region} data-region={region.region}>
      <div class="panel-head">
        <h2>{region.region}</h2>
        <Badge level={levelOfPhase(region.phase)}>{t.phases[region.phase]}</Badge>
        <span class="minor">
          {percentText(meanShare(region.shares))} · {sinceText(region)}
        </span>
        <button
          type="button"
          disabled={mayNot}
          aria-label={`${isEvacuatedByPerson ? t.regions.restore : t.regions.evacuate} ${region.region}`}
          onClick={() =>
            isEvacuatedByPerson
              ? onRestore()
              : openLever({ kind: 'evacuate', region: region.region, service })
          }
        >
          {isEvacuatedByPerson ? t.regions.restore : t.regions.evacuate}
        </button>
      </div>
      {region.waitingFor !== null && <p>{t.service.waitsFor(region.waitingFor)}</p>}
      {region.refused !== null && (
        <p class="problem-text">
          {t.service.refused} <Spoken>{region.refused}</Spoken>
        </p>
      )}
      <TargetTable service={service} region={region} />
    </section>
  );
}

function sinceText(region: RegionStatus): string {
  const t = words.value.service;
  const now = serverNowMs.value;
  const { sinceMs, holdUntilMs, step, stepRatio, limitRps } = region;
  const parts = [t.since(spanText(now - sinceMs))];
  if (holdUntilMs !== null) {
    parts.push(holdUntilMs > now ? t.hold(spanText(holdUntilMs - now)) : t.holdOver);
  }
  if (step !== null) parts.push(t.step(numberText(step + 1), percentText(stepRatio ?? 0)));
  if (typeof limitRps === 'number') parts.push(t.limit(rateText(limitRps)));
  return parts.join(' · ');
}

function TargetTable({ service, region }: Pick<Props, 'service' | 'region'>) {
  const t = words.value.service;
  return (
    <div class="wide-table">
      <table class="plain targets">
        <thead>
          <tr>
            <th scope="col">{t.target}</th>
            <th scope="col">{t.rotation}</th>
            <th scope="col">{t.weights}</th>
            <th scope="col" class="number">
              {t.rps}
            </th>
            <th scope="col" class="number">
              {t.errors}
            </th>
            <th scope="col" class="number">
              {t.latency}
            </th>
            <th scope="col">{t.probe}</th>
            <th scope="col">{t.kong}</th>
            <th scope="col">
              <span class="visually-hidden">{t.drain}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {region.targets.map((target) => (
            <Row key={target.target} target={target} service={service} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ target, service }: { readonly target: TargetStatus; readonly service: string }) {
  const t = words.value.service;
  const { failingRatio, rotation, outUntilMs, trimRatio } = target;
  const now = serverNowMs.value;
  return (
    <tr data-target={target.target}>
      <th scope="row">
        <Mark level={levelOfTarget(target)} />
        <a href={hrefOf({ page: 'explain', subject: target.target })}>{target.target}</a>
      </th>
      <td data-label={t.rotation}>
        {t.rotations[rotation]}
        {outUntilMs !== null && outUntilMs > now && (
          <span class="minor"> {t.outFor(spanText(outUntilMs - now))}</span>
        )}
        {trimRatio !== undefined && <span class="minor"> {t.trimmed(percentText(trimRatio))}</span>}
      </td>
      <td data-label={t.weights}>
        {target.weights.map((weight) => (
          <Weights key={weight.gateway} weight={weight} isOnly={target.weights.length === 1} />
        ))}
      </td>
      <td class="number" data-label={t.rps}>
        {rateText(target.triesPerSecond)}
      </td>
      <td class="number" data-label={t.errors} data-level={failingRatio > 0.01 ? 'bad' : undefined}>
        {percentText(failingRatio)}
      </td>
      <td class="number" data-label={t.latency}>
        {msText(target.meanLatencyMs)}
      </td>
      <td data-label={t.probe}>{t.probes[target.probe]}</td>
      <td data-label={t.kong}>{t.kongs[target.kong]}</td>
      <td>
        <button
          type="button"
          class="small"
          disabled={!may('operator')}
          aria-label={`${t.drain} ${target.target}`}
          onClick={() => openLever({ kind: 'drain', target: target.target, service })}
        >
          {t.drain}
        </button>
      </td>
    </tr>
  );
}

/** Observed is told once when all nodes agree, else node by node. */
function Weights({ weight, isOnly }: { readonly weight: WeightStatus; readonly isOnly: boolean }) {
  const { gateway, desired, applied, observed } = weight;
  const seen = [...new Set(observed.map((node) => node.weight))];
  const differs = applied !== null && seen.some((one) => one !== null && one !== applied);
  return (
    <div class="weights" title={isOnly ? undefined : gateway}>
      {!isOnly && <span class="minor">{gateway} </span>}
      {weightText(desired)} · {weightText(applied)} ·{' '}
      <span data-level={differs ? 'warn' : undefined}>
        {seen.length === 0 ? '–' : seen.map(weightText).join(' / ')}
      </span>
      {differs && <span class="visually-hidden"> {words.value.service.differs}</span>}
    </div>
  );
}

function weightText(weight: number | null): string {
  return weight === null ? '–' : numberText(weight);
}
