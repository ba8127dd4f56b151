/** What answers come to together, where one question depends on several others. */

import { ANY, NONE, splitList, UNKNOWN, type Scope } from '../values.ts';
import { upstreamKey } from './checks.ts';
import type { QuestionContext } from './question.ts';

type Get = QuestionContext['get'];

/** Regions in which a service has hosts. */
export function regionsOf(get: Get, { service }: Scope): readonly string[] {
  return splitList(get('regions')).filter(
    (region) => get('target', { ...(service === undefined ? {} : { service }), region }) !== NONE,
  );
}

/**
 * Whether what fits nowhere can be shed: each capacity is known, every gateway has a listener on
 * loopback, and shares are exact (recordings, facts 107 and 108; decision 9).
 */
export function canShedWith({ get, scope }: QuestionContext): boolean {
  const regions = regionsOf(get, scope);
  const gateways = splitList(get('regions')).filter(
    (region) => get('gateway', { region }) !== NONE,
  );
  const isExact =
    get('algorithm', scope) === 'round-robin' ||
    (get('algorithm', scope) === 'least-connections' && regions.length > 1);
  return (
    regions.every((region) => get('capacity', { ...scope, region }) !== UNKNOWN) &&
    gateways.every((region) => get('loopback', { region }) !== NONE) &&
    get('sessions', scope) === NONE &&
    isExact
  );
}

/** `productAPI` → `/product`; where another service has that already, its whole name. */
export function defaultRoute({ get, scope }: QuestionContext): string {
  const { service = '' } = scope;
  const plain = service.replace(/[-_.]?(api|service)$/i, '');
  const candidates = [plain, service, `${service}-api`]
    .filter((name) => name !== '')
    .map(upstreamKey);
  const before = servicesBefore(get, service);
  const taken = new Set(before.flatMap((other) => splitList(get('path', { service: other }))));
  const free = candidates.find((candidate) => !taken.has(`/${candidate}`));
  return `/${free ?? `${upstreamKey(service)}-${before.length + 1}`}`;
}

/** As the parser sees it: the same path, and methods that overlap or are any on both sides. */
export function takesRouteOfOther({ get, scope }: QuestionContext, methods: readonly string[]) {
  const { service = '' } = scope;
  const own = new Set(splitList(get('path', { service })));
  const clashes = servicesBefore(get, service).some((other) => {
    const theirs = splitList(get('methods', { service: other })).filter((word) => word !== ANY);
    const isShared = splitList(get('path', { service: other })).some(
      (path) => path !== NONE && own.has(path),
    );
    if (!isShared) return false;
    if (methods.length === 0 || theirs.length === 0) return methods.length === theirs.length;
    return methods.some((method) => theirs.includes(method));
  });
  return clashes ? 'route-taken' : null;
}

function servicesBefore(get: Get, service: string): readonly string[] {
  const services = splitList(get('services'));
  return services.slice(0, Math.max(0, services.indexOf(service)));
}
