/**
 * What a restored baseline undoes and may overload, from the last that a controller said. Baseline
 * weights are those of peace; whoever is out for a reason gets its traffic back all at once.
 */

import type { Language } from '../lib/locale.ts';
import type { Clock, Store } from '../model/ports.ts';
import { regionShares } from '../model/region-shares.ts';
import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../model/status.ts';
import type { ServiceStrategy, Strategy } from '../model/strategy.ts';
import { leverSaid } from './levers/lever-words.ts';
import { type Speech, speechIn } from './speech.ts';

/** A controller writes a snapshot each second. */
const OLD_MS = 60_000;

interface WarningPorts {
  readonly strategy: Pick<Strategy, 'services' | 'gateways'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly store?: Store;
  readonly language?: Language;
}

export async function baselineWarnings(
  { strategy, clock, store, language = 'en' }: WarningPorts,
  { services }: { readonly services: readonly string[] | null },
): Promise<readonly string[]> {
  const speech = speechIn(language);
  const { tell } = speech;
  const snapshot = (await store?.readSnapshot()) ?? null;
  if (snapshot === null) {
    return [tell('baseline-blind')];
  }
  const ageMs = clock.nowMs() - snapshot.atMs;
  const old = ageMs > OLD_MS ? [tell('baseline-old', { minutes: Math.round(ageMs / 60_000) })] : [];
  const chosen = strategy.services.filter(({ name }) => services?.includes(name) ?? true);
  const found = chosen.flatMap((service) => {
    const status = snapshot.upstreams.find(({ upstream }) => upstream === service.upstream);
    return status === undefined ? [] : serviceWarnings(service, { status, strategy, speech });
  });
  return [...old, ...leverWarnings(snapshot, { services, speech }), ...found];
}

/** Levers do not end, but are not what is in Kong any more. */
function leverWarnings(
  { overrides = [] }: StatusSnapshot,
  { services, speech }: { readonly services: readonly string[] | null; readonly speech: Speech },
): readonly string[] {
  return overrides
    .filter((one) => one.services === null || services === null || meet(one.services, services))
    .map(({ by, lever, services: own, reason }) =>
      speech.tell('baseline-against', { by, lever: leverSaid(lever, own), reason }),
    );
}

function serviceWarnings(
  service: ServiceStrategy,
  place: { status: UpstreamStatus; strategy: WarningPorts['strategy']; speech: Speech },
): readonly string[] {
  const { name } = service;
  const { status, strategy, speech } = place;
  const { tell } = speech;
  return status.regions.flatMap((region) => {
    const share = shareOf(service, { region: region.region, strategy });
    const warnings: string[] = [];
    const isOut = ['evacuated', 'probing', 'ramp'].includes(region.phase);
    if (isOut && share > 0) {
      const phase = tell(`phase-name-${region.phase}`);
      const told = { region: region.region, phase, service: name, shareRatio: share };
      const { waitingFor: what } = region;
      const waits = what === null ? '' : speech.kept(region.said?.waitingFor, what);
      warnings.push(
        what === null
          ? tell('baseline-floods', told)
          : tell('baseline-floods-early', { ...told, waits }),
      );
    }
    const out = region.targets.filter(({ rotation }) => rotation !== 'in');
    if (out.length > 0) {
      const targets = out.map(({ target }) => target);
      warnings.push(tell('baseline-ejected', { targets, service: name }));
    }
    const { demandRps } = status;
    return [...warnings, ...loadWarning(service, { region, share, demandRps, speech })];
  });
}

function loadWarning(
  { name, targets }: ServiceStrategy,
  options: { region: RegionStatus; share: number; demandRps: number | null; speech: Speech },
): readonly string[] {
  const { region, share, demandRps, speech } = options;
  const own = targets.filter((target) => target.region === region.region);
  if (demandRps === null || own.some(({ capacityRps }) => capacityRps === null)) return [];
  const stated = own.reduce((sum, { capacityRps }) => sum + (capacityRps ?? 0), 0);
  const roomRps = Math.min(stated, region.limitRps ?? stated);
  const loadRps = share * demandRps;
  if (loadRps <= roomRps) return [];
  const [load, room] = [Math.round(loadRps), Math.round(roomRps)];
  const told = { region: region.region, load, room, service: name };
  return [speech.tell('baseline-too-much', told)];
}

/** In peace, over all gateways. */
function shareOf(
  service: ServiceStrategy,
  { region, strategy }: { region: string; strategy: WarningPorts['strategy'] },
): number {
  const { gateways } = strategy;
  const sum = gateways.reduce(
    (total, gateway) => total + (regionShares(service, gateway.region, () => true)[region] ?? 0),
    0,
  );
  return sum / Math.max(1, gateways.length);
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((name) => others.includes(name));
}
