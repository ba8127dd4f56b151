/**
 * Which route takes a request. Each route becomes one candidate per path (or one without), sorted
 * once by Kong's rules: more kinds of conditions first, then hosts without wildcards, then more header
 * conditions, then regular expressions before prefixes (higher `regex_priority` first), then longer paths, then older routes.
 * The first candidate whose every condition holds wins.
 */

import type { KongRoute, KongService } from '../entities/types.ts';
import type { GatewayConfig } from './gateway-config.ts';
import { normalisedPath } from './upstream-uri.ts';

interface RouterRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Host header as sent, `null` when there is none. */
  readonly host: string | null;
  readonly header: (name: string) => string | null;
}

export interface RouteMatch {
  readonly route: KongRoute;
  readonly service: KongService | null;
  readonly path: string;
  /** The plain prefix matched; `null` for a regular expression or a route without paths. */
  readonly prefix: string | null;
  /** The part of the path the route matched. */
  readonly matched: string | null;
  readonly captures: Readonly<Record<string, string>>;
}

export interface Router {
  match(request: RouterRequest): RouteMatch | null;
}

interface Candidate {
  readonly route: KongRoute;
  readonly service: KongService | null;
  readonly prefix: string | null;
  readonly pattern: RegExp | null;
  readonly hosts: readonly RegExp[] | null;
  readonly methods: ReadonlySet<string> | null;
  readonly headers: readonly HeaderCondition[];
}

interface HeaderCondition {
  readonly name: string;
  readonly values: readonly string[];
  readonly pattern: RegExp | null;
}

const NO_CAPTURES: Readonly<Record<string, string>> = {};

export function createRouter(config: Pick<GatewayConfig, 'routes' | 'services'>): Router {
  const services = new Map(config.services.map((service) => [service.id, service]));
  const candidates = config.routes
    .filter((route) => route.protocols.some((name) => name === 'http' || name === 'https'))
    .flatMap((route) => candidatesOf(route, services.get(route.service?.id ?? '') ?? null))
    .filter((candidate) => candidate.service?.enabled !== false)
    .toSorted(byPrecedence);

  return {
    match(request) {
      const path = normalisedPath(request.path);
      for (const candidate of candidates) {
        const match = matchOf(candidate, request, path);
        if (match !== null) return match;
      }
      return null;
    },
  };
}

function matchOf(candidate: Candidate, request: RouterRequest, path: string): RouteMatch | null {
  const { route, service, prefix, pattern } = candidate;
  if (prefix !== null && !path.startsWith(prefix)) return null;
  if (candidate.methods !== null && !candidate.methods.has(request.method)) return null;
  if (candidate.hosts !== null && !isHostAmong(candidate.hosts, request.host)) return null;
  if (!candidate.headers.every((condition) => holds(condition, request))) return null;
  if (pattern === null)
    return { route, service, path, prefix, matched: prefix, captures: NO_CAPTURES };
  const found = pattern.exec(path);
  if (found === null) return null;
  return {
    route,
    service,
    path,
    prefix: null,
    matched: found[0],
    captures: { ...Object.fromEntries(found.entries()), ...found.groups },
  };
}

function candidatesOf(route: KongRoute, service: KongService | null): Candidate[] {
  const shared = {
    route,
    service,
    hosts: nonEmpty(route.hosts)?.map(hostPattern) ?? null,
    methods: nonEmpty(route.methods) === null ? null : new Set(route.methods),
    headers: Object.entries(route.headers ?? {}).map(headerCondition),
  };
  const paths = nonEmpty(route.paths);
  if (paths === null) return [{ ...shared, prefix: null, pattern: null }];
  return paths.flatMap((path): Candidate[] => {
    if (!path.startsWith('~')) return [{ ...shared, prefix: path, pattern: null }];
    const pattern = compiled(`^(?:${path.slice(1)})`);
    return pattern === null ? [] : [{ ...shared, prefix: null, pattern }];
  });
}

function byPrecedence(a: Candidate, b: Candidate): number {
  return (
    conditionKinds(b) - conditionKinds(a) ||
    Number(hasPlainHosts(b)) - Number(hasPlainHosts(a)) ||
    b.headers.length - a.headers.length ||
    Number(b.pattern !== null) - Number(a.pattern !== null) ||
    (a.pattern === null ? 0 : b.route.regex_priority - a.route.regex_priority) ||
    pathLength(b) - pathLength(a) ||
    a.route.created_at - b.route.created_at
  );
}

function conditionKinds(candidate: Candidate): number {
  const hasPath = candidate.prefix !== null || candidate.pattern !== null;
  return (
    Number(hasPath) +
    Number(candidate.hosts !== null) +
    Number(candidate.methods !== null) +
    Number(candidate.headers.length > 0)
  );
}

/** Kong 3.9.3, router/transform.lua: PLAIN_HOST_ONLY_BIT. */
function hasPlainHosts({ route: { hosts } }: Candidate): boolean {
  return hosts !== null && hosts.length > 0 && hosts.every((host) => !host.includes('*'));
}

function pathLength(candidate: Candidate): number {
  return candidate.prefix?.length ?? candidate.pattern?.source.length ?? 0;
}

/** `example.com`, `*.example.com`, `example.*`, each with or without a port. */
function hostPattern(host: string): RegExp {
  const hasPort = /:\d+$/.test(host);
  const escaped = host.toLowerCase().replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  const body = escaped.replaceAll('*', '.+');
  return new RegExp(hasPort ? `^${body}$` : `^${body}(?::\\d+)?$`);
}

function isHostAmong(patterns: readonly RegExp[], host: string | null): boolean {
  if (host === null) return false;
  const lowered = host.toLowerCase();
  return patterns.some((pattern) => pattern.test(lowered));
}

function headerCondition([name, values]: [string, readonly string[]]): HeaderCondition {
  const first = values[0] ?? '';
  const pattern = values.length === 1 && first.startsWith('~*') ? compiled(first.slice(2)) : null;
  return { name, pattern, values: values.map((value) => value.toLowerCase()) };
}

function holds(condition: HeaderCondition, request: RouterRequest): boolean {
  const value = request.header(condition.name)?.toLowerCase() ?? null;
  if (value === null) return false;
  return condition.pattern?.test(value) ?? condition.values.includes(value);
}

/** A PCRE expression as JavaScript's; `null` when it is not one here. */
function compiled(source: string): RegExp | null {
  try {
    return new RegExp(source.replaceAll('(?P<', '(?<'));
  } catch {
    return null;
  }
}

function nonEmpty<T>(list: readonly T[] | null): readonly T[] | null {
  return list === null || list.length === 0 ? null : list;
}
