/** Questions asked for each service, and for each region that it may run in. */

import { isFault, parseHostPort } from '../../../strategy/formats/address.ts';
import { ALGORITHMS, FAILOVER_WISHES } from '../answers.ts';
import { ANY, NONE, splitList, UNKNOWN, type Scope } from '../values.ts';
import {
  areHosts,
  areMethods,
  arePaths,
  isAnswer,
  isAvailability,
  isDeadline,
  isDuration,
  isLine,
  isPath,
  isRate,
  isSessions,
} from './checks.ts';
import type { Question, QuestionContext } from './question.ts';
import { labelOf } from './of-file.ts';
import { canShedWith, defaultRoute, regionsOf, takesRouteOfOther } from './shape.ts';

/** The answer in Ballast's own words. */
export const OWN_WORDS = 'usual';
/** The service decides for itself. */
export const OWN = 'own';
const EXAMPLE_CAPACITY = '200rps';

export const SERVICE_QUESTIONS: readonly Question[] = [
  {
    id: 'path',
    per: 'service',
    kind: 'list',
    form: '<paths>',
    empty: NONE,
    defaultOf: defaultRoute,
    check: arePaths,
  },
  {
    id: 'methods',
    per: 'service',
    kind: 'list',
    form: '<methods>',
    empty: ANY,
    defaultOf: () => ANY,
    checkEmpty: (context) => takesRouteOfOther(context, []),
    check: (text, context) =>
      areMethods(text, context) ?? takesRouteOfOther(context, splitList(text)),
  },
  {
    id: 'target',
    per: 'placement',
    kind: 'list',
    form: '<hosts>',
    empty: NONE,
    defaultOf: defaultHosts,
    suggest: suggestHosts,
    checkEmpty: noHosts,
    check: (text, context) => areHosts(text, context) ?? hostsElsewhere(text, context),
  },
  {
    id: 'capacity',
    per: 'service',
    kind: 'text',
    form: '<rate>',
    empty: UNKNOWN,
    defaultOf: (context) => (isExample(context) ? EXAMPLE_CAPACITY : UNKNOWN),
    check: isRate,
  },
  {
    id: 'load',
    per: 'service',
    kind: 'text',
    form: '<rate>',
    empty: UNKNOWN,
    defaultOf: () => UNKNOWN,
    check: isRate,
  },
  {
    id: 'like',
    per: 'service',
    kind: 'choice',
    form: '<service>',
    applies: ({ get, scope }) => splitList(get('services'))[0] !== scope.service,
    // The choices are the services before it: see `order.ts`.
    choices: [],
    defaultOf: defaultLike,
    check: () => null,
  },
  {
    id: 'strip-path',
    per: 'service',
    kind: 'choice',
    form: '<on|off>',
    shared: true,
    choices: ['off', 'on'],
    applies: ({ get, scope }) => get('path', scope) !== NONE,
    defaultOf: () => 'off',
    check: () => null,
  },
  {
    id: 'health',
    per: 'service',
    kind: 'text',
    form: '<path>',
    shared: true,
    defaultOf: () => '/health',
    check: isPath,
  },
  {
    id: 'service-availability',
    per: 'service',
    kind: 'text',
    form: '<percent>',
    shared: true,
    defaultOf: ({ get }) => get('availability'),
    check: isAvailability,
  },
  {
    id: 'service-p99',
    per: 'service',
    kind: 'text',
    form: '<duration>',
    shared: true,
    defaultOf: ({ get }) => get('p99'),
    check: isDuration,
  },
  {
    id: 'deadline',
    per: 'service',
    kind: 'text',
    form: '<duration>',
    shared: true,
    defaultOf: () => '5s',
    check: isDeadline,
  },
  {
    id: 'sessions',
    per: 'service',
    kind: 'choice',
    form: '<what>',
    shared: true,
    choices: [NONE, 'cookie:', 'ip', 'path', 'consumer', 'header:', 'queryArg:'],
    defaultOf: () => NONE,
    check: isSessions,
  },
  {
    id: 'algorithm',
    per: 'service',
    kind: 'choice',
    form: '<method>',
    shared: true,
    choices: ALGORITHMS,
    applies: ({ get, scope }) => get('sessions', scope) === NONE,
    defaultOf: () => ALGORITHMS[0],
    check: () => null,
  },
  {
    id: 'repeat',
    per: 'service',
    kind: 'choice',
    form: '<yes|no>',
    shared: true,
    choices: ['yes', 'no'],
    defaultOf: () => 'yes',
    check: () => null,
  },
  {
    id: 'failover',
    per: 'service',
    kind: 'choice',
    form: '<wish>',
    shared: true,
    choices: FAILOVER_WISHES,
    applies: ({ get, scope }) => regionsOf(get, scope).length > 1,
    defaultOf: () => FAILOVER_WISHES[0],
    check: () => null,
  },
  {
    id: 'approval',
    per: 'service',
    kind: 'choice',
    form: '<auto|manual>',
    shared: true,
    choices: ['auto', 'manual'],
    applies: moves,
    defaultOf: () => 'auto',
    check: () => null,
  },
  hook('before'),
  hook('after'),
  {
    id: 'when-short',
    per: 'service',
    kind: 'choice',
    form: '<overflow|shed>',
    shared: true,
    choices: ['overflow', 'shed'],
    applies: canShedWith,
    defaultOf: (context) =>
      context.get('failover', context.scope) === 'static-answer' && canShedWith(context)
        ? 'shed'
        : 'overflow',
    check: () => null,
  },
  {
    id: 'answer',
    per: 'service',
    kind: 'text',
    form: '<text>',
    shared: true,
    empty: OWN_WORDS,
    applies: (context) =>
      context.get('failover', context.scope) === 'static-answer' &&
      context.get('when-short', context.scope) === 'shed' &&
      canShedWith(context),
    defaultOf: () => OWN_WORDS,
    check: isAnswer,
  },
];

/** Whether all of the service goes elsewhere when its region is lost. */
function moves({ get, scope }: QuestionContext): boolean {
  const stays = ['isolate', 'reads-only'].includes(get('failover', scope));
  return regionsOf(get, scope).length > 1 && !stays;
}

function hook(id: 'before' | 'after'): Question {
  return {
    id,
    per: 'service',
    kind: 'text',
    form: '<command|url>',
    shared: true,
    empty: NONE,
    applies: (context) => moves(context) && context.get('approval', context.scope) === 'manual',
    defaultOf: () => NONE,
    check: isLine,
  };
}

/** The first service has nothing to be like; the others are mostly like it, unless told apart. */
function defaultLike({ get, given, scope }: QuestionContext): string {
  const [first = OWN] = splitList(get('services'));
  const isTold = SERVICE_QUESTIONS.some(
    ({ id, shared }) => shared === true && given(id, { service: scope.service ?? '' }),
  );
  return first === scope.service || isTold ? OWN : first;
}

/** Names that cannot resolve by accident (RFC 2606), to be replaced. */
function placeholderHosts({ service = '', region = '' }: Scope): string {
  const domain = `${labelOf(region)}.example:8080`;
  return `${labelOf(service)}-1.${domain}, ${labelOf(service)}-2.${domain}`;
}

export function isPlaceholder(host: string): boolean {
  return /\.example(:\d+)?$/.test(host);
}

/** An example where nothing is said of this service's hosts. */
function defaultHosts({ get, given, scope }: QuestionContext): string {
  const { service = '' } = scope;
  const isTold = splitList(get('regions')).some((region) => given('target', { service, region }));
  return isTold ? NONE : placeholderHosts(scope);
}

/** As in a region that is known, with this region's name in place of that one's. */
function suggestHosts({ get, given, scope }: QuestionContext): string {
  const { service = '', region = '' } = scope;
  const known = splitList(get('regions')).find((other) =>
    given('target', { service, region: other }),
  );
  if (known === undefined) return placeholderHosts(scope);
  const hosts = get('target', { service, region: known });
  return hosts.includes(known) ? hosts.replaceAll(known, region) : NONE;
}

function noHosts({ get, scope }: QuestionContext) {
  const regions = splitList(get('regions'));
  const others = regions.filter((region) => region !== scope.region);
  const isLast = regions.at(-1) === scope.region;
  return isLast && others.every((region) => get('target', { ...scope, region }) === NONE)
    ? 'hosts-nowhere'
    : null;
}

function isExample({ get, scope }: QuestionContext): boolean {
  return regionsOf(get, scope)
    .flatMap((region) => splitList(get('target', { ...scope, region })))
    .every(isPlaceholder);
}

/** Each host belongs to one region. */
function hostsElsewhere(text: string, { get, scope }: QuestionContext) {
  const others = splitList(get('regions')).filter((region) => region !== scope.region);
  const taken = new Set(others.flatMap((region) => targetsIn(get('target', { ...scope, region }))));
  return targetsIn(text).some((target) => taken.has(target)) ? 'hosts-twice' : null;
}

/** As Kong would store them; what is no host is complained of elsewhere. */
function targetsIn(text: string): readonly string[] {
  return splitList(text).flatMap((host) => {
    const parsed = parseHostPort(host);
    return isFault(parsed) ? [] : [parsed.target.toLowerCase()];
  });
}
