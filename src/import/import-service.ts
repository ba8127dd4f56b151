/** One draft → one service of the strategy, once the regions of the whole Kong are known. */

import { formatRatio } from '../lib/quantities.ts';
import type { Algorithm } from '../model/strategy.ts';
import type { Collector } from './collector.ts';
import type { StrategyPath } from './contract.ts';
import type { Draft } from './drafts.ts';
import { urlParts } from './drafts.ts';
import { type Fit, fitFailover, type FitPlace } from './fit-failover.ts';
import { importHealth } from './import-health.ts';
import { importRoutes } from './import-routes.ts';
import { importServicePlugins } from './import-plugins.ts';
import { importTimes } from './import-times.ts';
import { loseUnknownFields } from './known-fields.ts';
import type { PlacedService } from './place.ts';
import { textOf } from './read-fields.ts';
import type {
  AlgorithmData,
  AnswerData,
  FailoverData,
  PlacementData,
  ServiceData,
} from './strategy-data.ts';

export interface ServiceParts {
  readonly name: string;
  readonly draft: Draft;
  readonly placed: PlacedService;
  /** What is refused on purpose gets this; `null` for Ballast's own words. */
  readonly answer: AnswerData | null;
  readonly algorithm: { readonly data: AlgorithmData; readonly algorithm: Algorithm };
}

export interface ImportedService {
  readonly data: ServiceData;
  readonly intervalMs: number;
}

export function importService(
  { name, draft, placed, algorithm, answer }: ServiceParts,
  options: {
    readonly collector: Collector;
    readonly place: FitPlace;
    readonly commonHealthPath: string | null;
  },
): ImportedService {
  const { collector, place } = options;
  const path = ['services', name];
  const isOwn = draft.kind.startsWith('own');
  const { service, timed, main } = draft;
  const rateLimit = service === null ? null : importServicePlugins(service, collector);
  const times = importTimes(timed, { collector, path, isOwn });
  const { health, hasCircuitBreaker, intervalMs } = importHealth(main, {
    collector,
    path,
    isOwn,
    commonPath: options.commonHealthPath,
  });
  const fit = fitFailover(placed, place);
  tellFit(fit, { collector, path, draft, isOwn });
  loseFields(draft, { collector, isOwn });
  if (service === null) collector.note('routes-elsewhere', [...path, 'routes']);
  const servicePath = pathOf(draft);
  const protect = {
    ...(rateLimit === null ? {} : { rateLimit }),
    ...(hasCircuitBreaker ? {} : { circuitBreaker: 'off' as const }),
    ...times.protect,
  };
  return {
    intervalMs,
    data: {
      routes: service === null ? [] : importRoutes(service, { collector, serviceName: name }),
      ...(servicePath === null ? {} : { path: servicePath }),
      ...(protocolOf(draft) === 'https' ? { protocol: 'https' as const } : {}),
      algorithm: algorithm.data,
      health,
      targets: placementsOf(placed, { place, sizes: fit.sizes }),
      failover: failoverOf(fit, { draft, placed, answer, place, isOwn }),
      ...(times.deadline === null ? {} : { client: { deadline: times.deadline } }),
      ...(Object.keys(protect).length === 0 ? {} : { protect }),
    },
  };
}

/** `http` unless a service says `https`; other protocols are left out before this. */
export function protocolOf({ timed }: Draft): string {
  const fields = timed?.fields ?? {};
  return textOf(fields['protocol']) ?? urlParts(fields['url'])?.protocol ?? 'http';
}

function pathOf({ service }: Draft): string | null {
  const fields = service?.fields ?? {};
  const path = (textOf(fields['path']) ?? urlParts(fields['url'])?.path ?? '').replace(/\/+$/, '');
  return /^\/[^\s?#]*$/.test(path) ? path : null;
}

/** The share of a standby that serves nothing in Kong now: the smallest that weights can say. */
function failoverOf(
  fit: Fit,
  options: Pick<ServiceParts, 'draft' | 'placed' | 'answer'> & {
    readonly place: FitPlace;
    readonly isOwn: boolean;
  },
): FailoverData {
  const { draft, placed, isOwn, answer } = options;
  const shed = {
    ...(placed.sheds ? { whenCapacityIsShort: 'shed' as const } : {}),
    ...(answer === null ? {} : { answer }),
  };
  if (fit.mode !== 'active-passive') return { mode: fit.mode, ...shed };
  const share = draft.kind === 'merged' ? DEFAULT_SHARE : fit.standbyShareRatio;
  // Each host of the standby has at least weight 1 of 10,000.
  const least = share === 0 && isOwn ? 0 : standbyHosts(options) / 10_000;
  return { mode: fit.mode, standbyShare: formatRatio(Math.max(share, least)), ...shed };
}

const DEFAULT_SHARE = 0.01;

function standbyHosts({
  placed,
  place,
}: Pick<ServiceParts, 'placed'> & { readonly place: FitPlace }): number {
  const order = place.regions.filter((region) => region !== place.gatewayRegion);
  const standby = order.find((region) => placed.targets.some((one) => one.region === region));
  return placed.targets.filter(({ region }) => region === standby).length;
}

function tellFit(
  fit: Fit,
  options: {
    readonly collector: Collector;
    readonly path: StrategyPath;
    readonly draft: Draft;
    readonly isOwn: boolean;
  },
): void {
  const { collector, path, draft, isOwn } = options;
  const at = [...path, 'failover'];
  if (fit.distance > (isOwn ? 0 : NOTICEABLE)) {
    collector.check('shares-moved', at, { percent: Math.max(0.01, round(fit.distance * 100)) });
  }
  if (fit.sizes !== null) {
    const isEqual = new Set(Object.values(fit.sizes)).size === 1;
    const code = isEqual ? 'capacity-for-shed' : 'sizes-from-weight';
    collector.check(code, [...path, 'targets']);
  }
  if (isOwn) return;
  if (draft.kind === 'merged') {
    collector.check('standby-share-default', [...at, 'standbyShare']);
  } else if (fit.mode === 'active-passive' && fit.standbyShareRatio === 0) {
    collector.check('standby-without-weight', [...at, 'standbyShare']);
  } else if (fit.mode === 'active-passive') {
    collector.note('standby-from-weight', [...at, 'standbyShare'], {
      percent: round(fit.standbyShareRatio * 100),
    });
  } else if (fit.mode === 'active-active') {
    collector.note('shares-from-weight', [...at, 'mode']);
  }
}

const NOTICEABLE = 0.005;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * Hosts by region. Sizes become capacities on a scale so large that they limit nothing: only their
 * ratio is known, and a capacity that is too small would move traffic.
 */
function placementsOf(
  { targets, readRegions = [] }: PlacedService,
  { place, sizes }: { readonly place: FitPlace; readonly sizes: Fit['sizes'] },
): Record<string, PlacementData> {
  const largest = Math.max(0, ...Object.values(sizes ?? {}));
  const scale = largest > 10_000 ? 10 : largest > 1_000 ? 100 : 1_000;
  const placements: [string, PlacementData][] = place.regions.flatMap((region) => {
    const own = targets.filter((target) => target.region === region);
    if (own.length === 0) return [];
    const hosts = own.map(({ target }) => {
      const size = sizes?.[target];
      if (size === undefined) return target;
      return { host: target, capacity: `${Number((size * scale).toFixed(3))}rps` };
    });
    const access = readRegions.includes(region) ? { access: 'reads' as const } : {};
    return [[region, { hosts, ...access }]];
  });
  return Object.fromEntries(placements);
}

function loseFields(
  { service, parts }: Draft,
  { collector, isOwn }: { readonly collector: Collector; readonly isOwn: boolean },
): void {
  if (service !== null) {
    const { source, name, fields } = service;
    const known = { write_timeout: fields['read_timeout'] };
    loseUnknownFields('service', fields, { collector, source, place: `services/${name}`, known });
  }
  if (isOwn) return;
  for (const { upstream } of parts) {
    const { source, name, fields } = upstream;
    loseUnknownFields('upstream', fields, { collector, source, place: `upstreams/${name}` });
  }
}
