/**
 * Which upstream, or pair of upstreams, belongs to which service: one draft for each service of the
 * strategy to come. Recognised are
 *
 * - what `generate` writes: the outer and inner upstreams of two levels, the shed target, the
 *   services behind loopback addresses (which are no services of the user's);
 * - a service whose host is an upstream, or a name in DNS when there is no such upstream;
 * - upstreams called alike but for a region or role (`shop-primary`, `shop-secondary`), of which at
 *   most one is used: one service with a standby that nothing switches to yet;
 * - upstreams that no service names: a service without routes, since another tool may own those.
 */

import { BASE_TAG, UPSTREAMS_TAG } from '../model/tags.ts';
import type { FoundService, FoundUpstream, Picture } from './picture.ts';
import { textOf, textsOf } from './read-fields.ts';
import { splitRegion } from './region-words.ts';

export interface Draft {
  /** Of the service in Kong, or made from the upstream. */
  readonly name: string;
  /** The user's own service; `null` when no service names the upstream. */
  readonly service: FoundService | null;
  /** Where its time-outs and tries are: behind two levels the inner service. */
  readonly timed: FoundService | null;
  /** The host of the service. */
  readonly host: string;
  readonly parts: readonly DraftPart[];
  readonly kind: 'foreign' | 'own-flat' | 'own-two-level' | 'dns' | 'merged';
  /** Name of the upstream whose fields (algorithm, health checks) count; `null` without one. */
  readonly main: FoundUpstream | null;
}

export interface DraftPart {
  readonly upstream: FoundUpstream;
  readonly role: 'flat' | 'outer' | 'inner';
  /** Region in the upstream's name, where upstreams were merged. */
  readonly region: string | null;
  /** Beside the upstream of the reads, where methods go different ways. */
  readonly isWrites?: true;
}

const OUTER = '-outer';

export function draftsOf({ services, upstreams }: Picture): readonly Draft[] {
  const byName = new Map(upstreams.map((upstream) => [upstream.name, upstream]));
  const users = services.filter((service) => !isOwn(service.tags) && !isHealthService(service));
  const behind = services.filter(isBehind);
  const named = new Map(users.map((service) => [hostOf(service), service]));
  const pairs = pairsOf(upstreams, new Set(named.keys()));
  const used = new Set<string>();
  const drafts = users.map((service): Draft => {
    const draft = draftOf(service, { byName, behind, upstreams, pairs });
    for (const { upstream } of draft.parts) used.add(upstream.name);
    return draft;
  });
  const stems = new Set(drafts.map(({ host }) => stemOf(host)));
  const free = upstreams.filter(({ name }) => !used.has(name));
  for (const upstream of free) {
    if (used.has(upstream.name) || free.some((outer) => isInnerOf(upstream, outer))) continue;
    const draft = draftOfUpstream(upstream, { byName, behind, upstreams, pairs });
    // Another service has this name and targets already; whose these are nobody can tell.
    if (draft.kind === 'merged' && stems.has(draft.name)) continue;
    for (const part of draft.parts) used.add(part.upstream.name);
    drafts.push(draft);
  }
  return drafts;
}

/** Ballast's own services behind loopback addresses. */
export function isBehind({ tags }: FoundService): boolean {
  return isOwn(tags);
}

/** What `generate` writes for DNS and global load balancers (`src/generate/health-routes.ts`). */
function isHealthService({ name, tags }: FoundService): boolean {
  return name.startsWith('ballast-health-') && tags.includes(BASE_TAG);
}

/** The region of which the gateway's health routes speak: its own; `null` without such routes. */
export function regionOfHealthRoutes({ services }: Picture): string | null {
  const [route] = services.filter(isHealthService).flatMap(({ routes }) => routes);
  const [path = ''] = textsOf(route?.fields['paths']);
  const region = /^~\/ballast\/health\/([^/]+)\//.exec(path)?.[1];
  return region === undefined ? null : region.replaceAll('\\.', '.');
}

/** Host of a service, also where it is written as `url`. */
function hostOf({ fields }: FoundService): string {
  return textOf(fields['host']) ?? urlParts(fields['url'])?.host ?? '';
}

/** The parts of Kong's shorthand; `null` for anything else. */
export function urlParts(url: unknown): {
  readonly protocol: string;
  readonly host: string;
  readonly port: number | null;
  readonly path: string | null;
} | null {
  const match = /^([a-z]+):\/\/(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?(\/[^?#]*)?$/i.exec(
    textOf(url) ?? '',
  );
  if (match === null) return null;
  const [, protocol = '', host = '', port, path] = match;
  return {
    protocol: protocol.toLowerCase(),
    host,
    port: port === undefined ? null : Number(port),
    path: path ?? null,
  };
}

interface World {
  readonly byName: ReadonlyMap<string, FoundUpstream>;
  /** Ballast's services behind loopback addresses. */
  readonly behind: readonly FoundService[];
  readonly upstreams: readonly FoundUpstream[];
  readonly pairs: ReadonlyMap<string, readonly DraftPart[]>;
}

function draftOf(service: FoundService, world: World): Draft {
  const host = hostOf(service);
  const upstream = world.byName.get(host);
  const common = { name: service.name, service, timed: service, host };
  if (upstream !== undefined) return { ...common, ...partsOf(upstream, world, service) };
  // The pair may be all that is left of an upstream that somebody meant to write.
  const pair = world.pairs.get(stemOf(host));
  if (pair !== undefined && pair[0] !== undefined) {
    return { ...common, parts: pair, kind: 'merged', main: pair[0].upstream };
  }
  return { ...common, parts: [], kind: 'dns', main: null };
}

function draftOfUpstream(upstream: FoundUpstream, world: World): Draft {
  const { parts, kind, main, timed } = partsOf(upstream, world, null);
  const name =
    kind === 'merged' ? (splitRegion(upstream.name)?.stem ?? upstream.name) : stemOf(upstream.name);
  return { name, service: null, timed, host: upstream.name, parts, kind, main };
}

function partsOf(
  upstream: FoundUpstream,
  world: World,
  service: FoundService | null,
): Pick<Draft, 'parts' | 'kind' | 'main' | 'timed'> {
  if (isOwn(upstream.tags) && upstream.name.endsWith(OUTER)) {
    const inner = world.upstreams.filter((one) => isInnerOf(one, upstream));
    const timed = world.behind.find(({ name }) => inner.some((one) => one.name === name));
    return {
      kind: 'own-two-level',
      parts: [
        ...inner.map((one) => ({
          upstream: one,
          role: 'inner' as const,
          region: null,
          ...(isWritesOf(one, inner) ? { isWrites: true as const } : {}),
        })),
        { upstream, role: 'outer', region: null },
      ],
      main: inner[0] ?? upstream,
      timed: timed ?? service,
    };
  }
  const pair = [...world.pairs.values()].find((parts) =>
    parts.some((part) => part.upstream === upstream),
  );
  if (pair !== undefined) {
    const first = pair.filter((part) => part.upstream === upstream);
    const rest = pair.filter((part) => part.upstream !== upstream);
    // The one that is used leads, whatever its name.
    const parts = service === null ? pair : [...first, ...rest];
    return { kind: 'merged', parts, main: parts[0]?.upstream ?? upstream, timed: service };
  }
  return {
    kind: isOwn(upstream.tags) ? 'own-flat' : 'foreign',
    parts: [{ upstream, role: 'flat', region: null }],
    main: upstream,
    timed: service,
  };
}

/** Foreign upstreams of one stem, of which services name at most one; by stem, primaries first. */
function pairsOf(
  upstreams: readonly FoundUpstream[],
  named: ReadonlySet<string>,
): ReadonlyMap<string, readonly DraftPart[]> {
  const groups = new Map<string, DraftPart[]>();
  for (const upstream of upstreams) {
    const split = isOwn(upstream.tags) ? null : splitRegion(upstream.name);
    if (split === null) continue;
    const group = groups.get(split.stem) ?? [];
    groups.set(split.stem, [...group, { upstream, role: 'flat', region: split.region }]);
  }
  return new Map(
    [...groups].filter(([, parts]) => {
      const usedCount = parts.filter(({ upstream }) => named.has(upstream.name)).length;
      return parts.length > 1 && usedCount <= 1;
    }),
  );
}

function isInnerOf(upstream: FoundUpstream, outer: FoundUpstream): boolean {
  if (!isOwn(outer.tags) || !outer.name.endsWith(OUTER)) return false;
  return upstream.name.startsWith(`${outer.name.slice(0, -OUTER.length)}.`);
}

const WRITES = '.writes';

function isWritesOf({ name }: FoundUpstream, inner: readonly FoundUpstream[]): boolean {
  if (!name.endsWith(WRITES)) return false;
  return inner.some((reads) => reads.name === name.slice(0, -WRITES.length));
}

/** `shop-upstream` → `shop`, as far as it is one. */
function stemOf(host: string): string {
  const stem = host.replace(/[-_.](?:upstream|upstream-outer|pool|backend)$/i, '');
  return stem === '' ? host : stem;
}

function isOwn(tags: readonly string[]): boolean {
  return tags.includes(UPSTREAMS_TAG);
}
