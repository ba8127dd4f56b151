/**
 * Kong configurations → a strategy as data, with all that was guessed and all that was lost. Pure.
 *
 * Invariants: the result is a valid strategy file whenever it has a service; what `generate` writes is
 * read back to the same Kong files; nothing in Kong that says something disappears unsaid.
 */

import { formatDuration } from '../lib/quantities.ts';
import { strategyOfTags } from '../model/tags.ts';
import { type Collector, createCollector } from './collector.ts';
import type { ImportedGateway, ImportOptions, ImportResult, KongDocument } from './contract.ts';
import { type Draft, draftsOf, isBehind, regionOfHealthRoutes } from './drafts.ts';
import type { FitPlace } from './fit-failover.ts';
import { importAnswer } from './import-answer.ts';
import { importAlgorithm } from './import-algorithm.ts';
import { probedPath } from './import-health.ts';
import { logListener, loseGlobalPlugins } from './import-plugins.ts';
import { importService, protocolOf, type ServiceParts } from './import-service.ts';
import { importTargets, type ImportedTargets } from './import-targets.ts';
import { nameServices } from './names.ts';
import { type Picture, pictureOf } from './picture.ts';
import { gatewayRegionOf, layoutOfServices, orderRegions } from './place.ts';
import { asName, guessRegions, ONLY_REGION } from './regions.ts';
import type { GatewayData, ServiceData, TelemetryData } from './strategy-data.ts';

const DEFAULT_ADMIN = 'http://127.0.0.1:8001';
const DEFAULT_LOOPBACK = 'http://127.0.0.1:8000';
const DEFAULT_LISTEN = '127.0.0.1:9911';
const DEFAULT_EXPIRY_MS = 180_000;

export function importKong(
  documents: readonly KongDocument[],
  options: ImportOptions = {},
): ImportResult {
  const collector = createCollector();
  const { picture, losses } = pictureOf(documents);
  collector.losses.push(...losses);
  loseGlobalPlugins(picture, collector);
  const parts = partsOf(picture, collector);
  const told = regionOfHealthRoutes(picture);
  const known = { ...(told === null ? {} : { region: told }), ...options.gateway };
  const { place, gateway } = placeOf(parts, { gateway: known, collector });
  const commonHealthPath = commonPathOf(parts.map(({ draft }) => draft));
  const services: [string, ServiceData][] = [];
  let longestMs = 0;
  for (const part of parts) {
    const { data, intervalMs } = importService(part, { collector, place, commonHealthPath });
    services.push([part.name, data]);
    longestMs = Math.max(longestMs, intervalMs);
  }
  collector.note('objective', ['objective']);
  return {
    strategy: {
      version: 1,
      name: asName(options.name ?? toldName(picture) ?? options.defaultName ?? 'imported'),
      mode: 'observe',
      ...(place.layout === 'auto' ? {} : { layout: place.layout }),
      objective: { availability: '99.9%', window: '30d' },
      regions: Object.fromEntries(place.regions.map((name, priority) => [name, { priority }])),
      gateways: { [asName(options.gateway?.name ?? 'kong')]: gateway },
      telemetry: telemetryOf(picture, { collector, longestMs }),
      services: Object.fromEntries(services),
    },
    guesses: collector.guesses,
    losses: collector.losses,
  };
}

/** Of what was generated from one strategy. */
function toldName({ services, upstreams }: Picture): string | null {
  const names = new Set([...services, ...upstreams].map(({ tags }) => strategyOfTags(tags)));
  names.delete(null);
  const [only = null] = names;
  return names.size === 1 ? only : null;
}

/** Services with targets, each with its name, its hosts and their regions. */
function partsOf(picture: Picture, collector: Collector): ServiceParts[] {
  const drafts = draftsOf(picture);
  loseUnused(picture, { drafts, collector });
  const usable = drafts.flatMap((draft) => {
    if (!isUsable(draft, collector)) return [];
    const found = importTargets(draft, collector);
    if (found.targets.length > 0) return [{ draft, found }];
    collector.lose('service-without-target', placeInKong(draft));
    return [];
  });
  const names = nameServices(usable.map(({ draft }) => draft));
  const parts = usable.map(({ draft, found }, index) =>
    partOf({ draft, found, picture, name: names[index] ?? draft.name }, collector),
  );
  tellShared(parts, collector);
  return withKnownRegions(parts);
}

function partOf(
  {
    draft,
    found,
    picture,
    name,
  }: { draft: Draft; found: ImportedTargets; picture: Picture; name: string },
  collector: Collector,
): ServiceParts {
  const path = ['services', name];
  const isOwn = draft.kind.startsWith('own');
  const { sign, regionOf } = guessRegions(found.targets);
  if (!isOwn || sign !== 'region-from-tag') {
    const isBold = ['region-from-weight', 'region-from-failover-flag'].includes(sign);
    if (isBold) collector.check(sign, [...path, 'targets']);
    else collector.note(sign, [...path, 'targets']);
  }
  tellDraft({ draft, name, found }, collector);
  const stem = draft.kind === 'own-two-level' ? draft.host.replace(/-outer$/, '') : draft.host;
  return {
    name,
    draft,
    answer: importAnswer(picture.services.filter(isBehind), found.shedHost),
    algorithm: importAlgorithm(draft.main?.fields ?? {}, { collector, path }),
    placed: {
      kind: !isOwn ? 'foreign' : draft.kind === 'own-flat' ? 'flat' : 'two-level',
      isForeign: !isOwn,
      upstream: stem,
      algorithm: { kind: 'round-robin' },
      sheds: found.sheds,
      readRegions: found.readRegions,
      regionIndex: found.regionIndex,
      loopbackPort: found.loopbackPort,
      weights: draft.kind === 'merged' ? withoutStandby(draft, found) : found.weights,
      targets: found.targets.map(({ target }) => ({
        target,
        region: regionOf.get(target) ?? ONLY_REGION,
      })),
    },
  };
}

/** Nothing sends traffic to the upstreams that were merged in, whatever their weights say. */
function withoutStandby(draft: Draft, { targets, weights }: ImportedTargets) {
  const [first] = draft.parts;
  const serving = new Set(
    targets.filter((one) => one.upstreamRegion === first?.region).map(({ target }) => target),
  );
  return Object.fromEntries(
    Object.entries(weights).map(([upstream, list]) => [
      upstream,
      Object.fromEntries(
        Object.entries(list).map(([target, weight]) => [target, serving.has(target) ? weight : 0]),
      ),
    ]),
  );
}

/** A service of which nobody knows the region is where most others are. */
function withKnownRegions(parts: readonly ServiceParts[]): ServiceParts[] {
  const known = parts.filter(({ placed }) => placed.targets.some(isKnown));
  const withAlgorithm = parts.map((part) => ({
    ...part,
    placed: { ...part.placed, algorithm: part.algorithm.algorithm },
  }));
  const [home] = orderRegions(known.map(({ placed }) => placed));
  if (home === undefined) return withAlgorithm;
  return withAlgorithm.map((part) => {
    if (part.placed.targets.some(isKnown)) return part;
    const targets = part.placed.targets.map(({ target }) => ({ target, region: home }));
    return { ...part, placed: { ...part.placed, targets } };
  });
}

function isKnown({ region }: { readonly region: string }): boolean {
  return region !== ONLY_REGION;
}

function tellDraft(
  { draft, name, found }: { draft: Draft; name: string; found: ImportedTargets },
  collector: Collector,
): void {
  const path = ['services', name];
  const upstream = upstreamOf(name);
  if (name !== draft.name) collector.note('service-renamed', path, { from: draft.name });
  if (draft.kind === 'dns') collector.check('upstream-undefined', path, { host: draft.host });
  if (draft.kind === 'merged') {
    const names = draft.parts.map((part) => part.upstream.name).join(', ');
    collector.check('merged-upstreams', path, { upstreams: names });
  } else if (draft.kind === 'foreign' && draft.host !== upstream) {
    collector.note('upstream-renamed', path, { from: draft.host, to: upstream });
  }
  const isKubernetes = draft.main?.tags.some((tag) => tag.startsWith('k8s-')) ?? false;
  const hasPods = found.targets.some(({ target }) => /^\d+\.\d+\.\d+\.\d+:/.test(target));
  if (isKubernetes && hasPods) collector.check('pod-addresses', [...path, 'targets']);
}

/** As `src/strategy` names it. */
function upstreamOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}-upstream`;
}

function tellShared(parts: readonly ServiceParts[], collector: Collector): void {
  const users = new Map<string, string>();
  for (const { draft, name } of parts) {
    const before = users.get(draft.host);
    users.set(draft.host, before ?? name);
    if (before === undefined || draft.kind === 'dns') continue;
    const params = { upstream: draft.host, other: before };
    collector.note('upstream-shared', ['services', name], params);
  }
}

function isUsable(draft: Draft, collector: Collector): boolean {
  const at = placeInKong(draft);
  const protocol = protocolOf(draft);
  if (protocol !== 'http' && protocol !== 'https') {
    collector.lose('service-protocol', at, { protocol });
    return false;
  }
  if (draft.service?.fields['enabled'] === false) {
    collector.lose('service-disabled', at);
    return false;
  }
  return true;
}

function placeInKong({ service, main, name }: Draft): { source: string; place: string } {
  return service === null
    ? { source: main?.source ?? '', place: `upstreams/${main?.name ?? name}` }
    : { source: service.source, place: `services/${name}` };
}

function loseUnused(
  { upstreams }: Picture,
  { drafts, collector }: { readonly drafts: readonly Draft[]; readonly collector: Collector },
): void {
  const used = new Set(drafts.flatMap(({ parts }) => parts.map(({ upstream }) => upstream.name)));
  for (const { name, source, targets } of upstreams) {
    if (used.has(name)) continue;
    const params = { count: targets.length };
    collector.lose('upstream-unused', { source, place: `upstreams/${name}` }, params);
  }
}

function placeOf(
  parts: readonly ServiceParts[],
  { gateway, collector }: { readonly gateway: ImportedGateway; readonly collector: Collector },
): { readonly place: FitPlace; readonly gateway: GatewayData } {
  const services = parts.map(({ placed }) => placed);
  const regions = orderRegions(services);
  const port = services.find(({ loopbackPort }) => loopbackPort !== null)?.loopbackPort ?? null;
  const shown = port === null ? undefined : `http://127.0.0.1:${port}`;
  // Targets that lead to the gateway itself prove that it is reached there.
  const told =
    shown ?? (gateway.loopbackUrl === undefined ? DEFAULT_LOOPBACK : gateway.loopbackUrl);
  const { layout, needsNoLoopback } = layoutOfServices(services, told);
  const loopbackUrl = needsNoLoopback ? null : told;
  const known = { regions, loopbackUrl, layout };
  const isGiven = gateway.region !== undefined && regions.includes(gateway.region);
  const gatewayRegion = isGiven ? (gateway.region ?? '') : gatewayRegionOf(services, known);
  const path = ['gateways', asName(gateway.name ?? 'kong')];
  if (!isGiven && regions.length > 1) {
    collector.check('gateway-region', [...path, 'region'], { region: gatewayRegion });
  }
  if (gateway.adminUrls === undefined) collector.check('gateway-address', [...path, 'admin']);
  const isGuessed = shown === undefined && gateway.loopbackUrl === undefined;
  const isTwoLevel = parts.some(
    ({ algorithm, placed }) =>
      algorithm.algorithm.kind === 'least-connections' &&
      new Set(placed.targets.map(({ region }) => region)).size > 1,
  );
  if (isGuessed && isTwoLevel && loopbackUrl !== null) {
    collector.check('gateway-loopback', path, { url: loopbackUrl });
  }
  return {
    place: { ...known, gatewayRegion },
    gateway: gatewayOf(gateway, { region: gatewayRegion, loopbackUrl }),
  };
}

function gatewayOf(
  gateway: ImportedGateway,
  { region, loopbackUrl }: { readonly region: string; readonly loopbackUrl: string | null },
): GatewayData {
  const [admin = DEFAULT_ADMIN, ...more] = gateway.adminUrls ?? [];
  const { proxyUrl, tokenFile, tokenEnv, workspace, tls } = gateway;
  return {
    region,
    admin: more.length === 0 ? admin : [admin, ...more],
    ...(proxyUrl === undefined ? {} : { proxy: proxyUrl }),
    ...(loopbackUrl === DEFAULT_LOOPBACK ? {} : { loopback: loopbackUrl ?? 'none' }),
    ...(tokenFile === undefined ? {} : { tokenFile }),
    ...(tokenEnv === undefined ? {} : { tokenEnv }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(tls === undefined ? {} : { tls }),
  };
}

/** The health path of all upstreams that are probed, when they agree. */
function commonPathOf(drafts: readonly Draft[]): string | null {
  const paths = new Set(drafts.flatMap(({ main }) => probedPath(main) ?? []));
  const [only] = paths;
  return paths.size === 1 && only !== undefined && only !== '/' ? only : null;
}

function telemetryOf(
  picture: Picture,
  { collector, longestMs }: { readonly collector: Collector; readonly longestMs: number },
): TelemetryData {
  const log = logListener(picture);
  // Signals must be renewed some times before they are stale.
  const expiryMs = longestMs * 3;
  const expiry = expiryMs > DEFAULT_EXPIRY_MS ? { expiry: formatDuration(expiryMs) } : {};
  if (expiryMs > DEFAULT_EXPIRY_MS) collector.note('telemetry-expiry', ['telemetry', 'expiry']);
  if (log === null) {
    collector.note('log-listener', ['telemetry', 'logs']);
    return { logs: { listen: DEFAULT_LISTEN }, ...expiry };
  }
  const listen = /^http:\/\/(127\.\d+\.\d+\.\d+:\d+)\/?$/.exec(log.url ?? '')?.[1];
  if (listen === undefined) collector.check('log-listener', ['telemetry', 'logs']);
  if (log.hasToken) collector.check('log-token', ['telemetry', 'logs', 'tokenFile']);
  return {
    logs: {
      listen: listen ?? DEFAULT_LISTEN,
      ...(log.url === null || `http://${listen}` === log.url ? {} : { url: log.url }),
      ...(log.hasToken ? { tokenFile: '/run/secrets/ballast-log-token' } : {}),
    },
    ...expiry,
  };
}
