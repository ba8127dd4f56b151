/**
 * What a restored baseline undoes and may overload, from the last that a controller said. Baseline
 * weights are those of peace; whoever is out for a reason gets its traffic back all at once.
 */

import type { Clock, Store } from '../model/ports.ts';
import { regionShares } from '../model/region-shares.ts';
import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../model/status.ts';
import type { ServiceStrategy, Strategy } from '../model/strategy.ts';

/** A controller writes a snapshot each second. */
const OLD_MS = 60_000;

interface WarningPorts {
  readonly strategy: Pick<Strategy, 'services' | 'gateways'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly store?: Store;
}

export async function baselineWarnings(
  { strategy, clock, store }: WarningPorts,
  { services }: { readonly services: readonly string[] | null },
): Promise<readonly string[]> {
  const snapshot = (await store?.readSnapshot()) ?? null;
  if (snapshot === null) {
    return ['Nothing is known of who is well: the baseline may send traffic to what is broken.'];
  }
  const ageMs = clock.nowMs() - snapshot.atMs;
  const old =
    ageMs > OLD_MS
      ? [`What is known is ${Math.round(ageMs / 60_000)} min old: look at Kong too.`]
      : [];
  const chosen = strategy.services.filter(({ name }) => services?.includes(name) ?? true);
  const found = chosen.flatMap((service) => {
    const status = snapshot.upstreams.find(({ upstream }) => upstream === service.upstream);
    return status === undefined ? [] : serviceWarnings(service, { status, strategy });
  });
  return [...old, ...leverWarnings(snapshot, services), ...found];
}

/** Levers do not end, but are not what is in Kong any more. */
function leverWarnings(
  { overrides = [] }: StatusSnapshot,
  services: readonly string[] | null,
): readonly string[] {
  return overrides
    .filter((one) => one.services === null || services === null || meet(one.services, services))
    .map(
      ({ by, lever, reason }) =>
        `It goes against what ${by} said (${lever.kind}: ${reason}); that lever stays set.`,
    );
}

function serviceWarnings(
  service: ServiceStrategy,
  { status, strategy }: { status: UpstreamStatus; strategy: WarningPorts['strategy'] },
): readonly string[] {
  const { name } = service;
  return status.regions.flatMap((region) => {
    const share = shareOf(service, { region: region.region, strategy });
    const warnings: string[] = [];
    const isOut = ['evacuated', 'probing', 'ramp'].includes(region.phase);
    if (isOut && share > 0) {
      const why = region.waitingFor === null ? '' : `, waiting for ${region.waitingFor}`;
      warnings.push(
        `${region.region} is ${region.phase} for ${name}${why}, and gets ${percent(share)} at once.`,
      );
    }
    const out = region.targets.filter(({ rotation }) => rotation !== 'in');
    if (out.length > 0) {
      const names = out.map(({ target }) => target).join(', ');
      warnings.push(`${names} is out for ${name} and gets its whole weight again.`);
    }
    return [...warnings, ...loadWarning(service, { region, share, demandRps: status.demandRps })];
  });
}

function loadWarning(
  { name, targets }: ServiceStrategy,
  options: { region: RegionStatus; share: number; demandRps: number | null },
): readonly string[] {
  const { region, share, demandRps } = options;
  const own = targets.filter((target) => target.region === region.region);
  if (demandRps === null || own.some(({ capacityRps }) => capacityRps === null)) return [];
  const stated = own.reduce((sum, { capacityRps }) => sum + (capacityRps ?? 0), 0);
  const roomRps = Math.min(stated, region.limitRps ?? stated);
  const loadRps = share * demandRps;
  if (loadRps <= roomRps) return [];
  const [load, room] = [Math.round(loadRps), Math.round(roomRps)];
  return [`${region.region} would get ${load} rps of ${name} and can serve ${room}.`];
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

function percent(ratio: number): string {
  return `${Math.round(1_000 * ratio) / 10} %`;
}
