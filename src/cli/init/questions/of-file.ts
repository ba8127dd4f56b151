/** Questions asked once, and once for each region. */

import { parseHostPort, isFault } from '../../../strategy/formats/address.ts';
import { isLoopback } from '../../../strategy/checks/loopback.ts';
import { NONE, splitList } from '../values.ts';
import {
  areNames,
  areUrls,
  isAvailability,
  isDuration,
  isLine,
  isListen,
  isName,
  isUrl,
} from './checks.ts';
import type { Question, QuestionContext } from './question.ts';

/** `https` and `http` ports that Kong's Admin API has by default. */
const DEFAULT_ADMIN = 'http://127.0.0.1:8001';
const DEFAULT_LISTEN = '127.0.0.1:9911';
const EXAMPLE_LISTEN = 'ballast.example:9911';

const EXAMPLE_REGIONS = ['eu-west', 'eu-north'];
const EXAMPLE_SERVICES = ['productAPI', 'orderAPI', 'klantAPI'];

export const FILE_QUESTIONS: readonly Question[] = [
  {
    id: 'name',
    per: 'file',
    kind: 'text',
    form: '<name>',
    defaultOf: () => 'webshop',
    check: isName,
  },
  {
    id: 'availability',
    per: 'file',
    kind: 'text',
    form: '<percent>',
    defaultOf: () => '99.99%',
    check: isAvailability,
  },
  {
    id: 'p99',
    per: 'file',
    kind: 'text',
    form: '<duration>',
    defaultOf: () => '300ms',
    check: isDuration,
  },
  {
    id: 'regions',
    per: 'file',
    kind: 'list',
    form: '<names>',
    defaultOf: ({ values }) => namedIn(values, /@(.+)$/, EXAMPLE_REGIONS),
    check: areNames,
  },
  {
    id: 'gateway',
    per: 'region',
    kind: 'list',
    form: '<url>',
    empty: NONE,
    defaultOf: defaultGateway,
    checkEmpty: noGateway,
    check: (text, context) => areUrls(text, context) ?? takenElsewhere(text, context),
  },
  {
    id: 'gateway-name',
    per: 'region',
    kind: 'text',
    form: '<name>',
    silent: true,
    defaultOf: ({ scope }) => `kong-${scope.region ?? ''}`.slice(0, MAX_NAME),
    check: isName,
  },
  {
    id: 'token-file',
    per: 'region',
    kind: 'text',
    form: '<file>',
    silent: true,
    empty: NONE,
    defaultOf: () => NONE,
    check: isLine,
  },
  {
    id: 'loopback',
    per: 'region',
    kind: 'text',
    form: '<url>',
    silent: true,
    defaultOf: () => '',
    check: (text, context) => (text === '' || text === NONE ? null : isUrl(text, context)),
  },
  {
    id: 'logs',
    per: 'file',
    kind: 'text',
    form: '<host:port>',
    defaultOf: defaultListen,
    check: isListen,
  },
  {
    id: 'logs-token-file',
    per: 'file',
    kind: 'text',
    form: '<file>',
    applies: ({ get }) => !isLocal(get('logs')),
    defaultOf: () => '/run/secrets/kong-logs',
    check: isLine,
  },
  {
    id: 'prometheus',
    per: 'file',
    kind: 'text',
    form: '<url>',
    empty: NONE,
    defaultOf: () => NONE,
    check: isUrl,
  },
  {
    id: 'services',
    per: 'file',
    kind: 'list',
    form: '<names>',
    defaultOf: ({ values }) => namedIn(values, /\/([^@]+)(?:@.+)?$/, EXAMPLE_SERVICES),
    check: areNames,
  },
];

/** The parser's limit. */
const MAX_NAME = 64;

/** Names that flags speak of, in their order; an example when there are none. */
function namedIn(
  values: QuestionContext['values'],
  form: RegExp,
  example: readonly string[],
): string {
  const names = [...values.keys()].flatMap((key) => form.exec(key)?.[1] ?? []);
  return (names.length > 0 ? [...new Set(names)] : example).join(', ');
}

/** One Kong in the first region; in a file that is an example throughout, one in each. */
function defaultGateway({ get, scope, values }: QuestionContext): string {
  const isGiven = (id: string) => [...values.keys()].some((key) => key.startsWith(`${id}`));
  if (isGiven('gateway@')) return NONE;
  const index = splitList(get('regions')).indexOf(scope.region ?? '');
  if (index === 0) return DEFAULT_ADMIN;
  return isGiven('target/') ? NONE : `http://127.0.0.1:${EXAMPLE_PORT + index}`;
}

/** Of the second Kong of an example: 9001, and so on. */
const EXAMPLE_PORT = 9_000;

/** Of this machine where all gateways are; else a name to be replaced. */
function defaultListen({ get }: QuestionContext): string {
  const urls = splitList(get('regions')).flatMap((region) => splitList(get('gateway', { region })));
  const isRemote = urls.some((url) => URL.canParse(url) && !isLoopback(new URL(url).hostname));
  return isRemote ? EXAMPLE_LISTEN : DEFAULT_LISTEN;
}

/** A name as part of a host name. */
export function labelOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 50);
  return plain.replaceAll(/^-+|-+$/g, '') || 'x';
}

function noGateway({ get, scope }: QuestionContext) {
  const others = splitList(get('regions')).filter((region) => region !== scope.region);
  const isLast = splitList(get('regions')).at(-1) === scope.region;
  return isLast && others.every((region) => get('gateway', { region }) === NONE)
    ? 'gateway-nowhere'
    : null;
}

function takenElsewhere(text: string, { get, scope }: QuestionContext) {
  const plain = (url: string) => url.toLowerCase().replace(/\/+$/, '');
  const others = splitList(get('regions')).filter((region) => region !== scope.region);
  const taken = new Set(
    others.flatMap((region) => splitList(get('gateway', { region })).map(plain)),
  );
  return splitList(text).some((url) => taken.has(plain(url))) ? 'url-twice' : null;
}

export function isLocal(listen: string): boolean {
  const parsed = parseHostPort(listen);
  return !isFault(parsed) && isLoopback(parsed.host);
}
