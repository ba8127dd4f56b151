/**
 * Checks of single values that are functions in Kong, with Kong's messages (3.9.3; recordings 03,
 * 04, 07, 08). Each returns what is wrong, or `null`.
 */

import { customFieldProblem } from '../logs/custom-fields.ts';
import { parseAddress } from './host-address.ts';
import { pcreMessage } from './pcre-message.ts';

export type CheckName = keyof typeof CHECKS;

export function checkValue(name: CheckName, value: string): string | null {
  return CHECKS[name](value);
}

/** A longer tag does not fit the index of Kong's database, which then answers 500. */
export const MAX_TAG_BYTES = 8191;

const CHECKS = {
  'upstream-name': upstreamName,
  target: (value) =>
    parseAddress(value).ok
      ? null
      : `Invalid target ('${value}'); not a valid hostname or ip address`,
  host: hostWithoutPort,
  'host-with-optional-port': (value) => {
    const result = parseAddress(value);
    return result.ok ? null : result.error;
  },
  sni: nameWithoutPort,
  'wildcard-host': wildcardHost,
  tag: (value) =>
    /^[ !-+\-.0-~\u{80}-\u{10ffff}]+$/u.test(value)
      ? null
      : `invalid tag '${value}': expected printable ascii (except \`,\` and \`/\`) or valid ` +
        'utf-8 sequences',
  'utf8-name': (value) =>
    /^[\w.~\u{80}-\u{10ffff}-]+$/u.test(value)
      ? null
      : `invalid value '${value}': the only accepted ascii characters are alphanumerics or ` +
        '., -, _, and ~',
  'header-name': (value) =>
    /^[\w-]+$/.test(value)
      ? null
      : `bad header name '${value}', allowed characters are A-Z, a-z, 0-9, '_', and '-'`,
  'cookie-name': (value) =>
    /^[!#$%&'*+.^`|~\w-]+$/.test(value)
      ? null
      : 'the only accepted characters are those of a token',
  method: (value) => (/^[A-Z]+$/.test(value) ? null : `invalid value: ${value}`),
  path: urlPath,
  'router-path': routerPath,
  url: httpUrl,
  // Not Kong's: Kong runs any Lua.
  'log-field-code': customFieldProblem,
  'colon-pair': (value) => (/^[^:]+:.*$/s.test(value) ? null : `invalid value: ${value}`),
} as const satisfies Record<string, (value: string) => string | null>;

function upstreamName(value: string): string | null {
  const result = parseAddress(value);
  if (!result.ok) return `Invalid name ('${value}'); must be a valid hostname`;
  if (result.address.type !== 'name') return `Invalid name ('${value}'); no ip addresses allowed`;
  return result.address.port === null ? null : `Invalid name ('${value}'); no port allowed`;
}

function hostWithoutPort(value: string): string | null {
  const result = parseAddress(value);
  if (!result.ok) {
    return result.error === 'invalid port number'
      ? 'must not have a port'
      : `invalid value: ${value}`;
  }
  return result.address.port === null ? null : 'must not have a port';
}

function nameWithoutPort(value: string): string | null {
  const result = parseAddress(value);
  if (result.ok && result.address.type !== 'name') return 'must not be an IP';
  return hostWithoutPort(value);
}

function wildcardHost(value: string): string | null {
  const stars = value.split('*').length - 1;
  if (stars === 0) return hostWithoutPort(value) === null ? null : nameOrPortOnly(value);
  if (!value.startsWith('*') && !value.endsWith('*')) {
    return 'wildcard must be leftmost or rightmost character';
  }
  if (stars > 1) return 'only one wildcard must be specified';
  return nameOrPortOnly(value.replace('*', 'wildcard'));
}

/** Route hosts may carry a port. */
function nameOrPortOnly(value: string): string | null {
  return parseAddress(value).ok ? null : `invalid value: ${value}`;
}

function urlPath(value: string): string | null {
  if (!/^\/[\w.\-~/%:@!$&'()*+,;=]*$/.test(value)) {
    return `invalid path: '${value}' (characters outside of the reserved list of RFC 3986 found)`;
  }
  const bad = /%(?![\da-f]{2}).{0,2}/i.exec(value);
  return bad === null ? null : `invalid url-encoded value: '${bad[0]}'`;
}

function routerPath(value: string): string | null {
  if (!value.startsWith('/') && !value.startsWith('~/')) {
    return 'should start with: / (fixed path) or ~/ (regex path)';
  }
  if (value.includes('//')) return 'must not have empty segments';
  if (!value.startsWith('~')) return null;
  const pattern = value.slice(1);
  try {
    void new RegExp(pattern);
    return null;
  } catch (error) {
    return `invalid regex: '${pattern}' (PCRE returned: ${pcreMessage(pattern, error)})`;
  }
}

function httpUrl(value: string): string | null {
  const match = /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/([^/?#]*))?/.exec(value);
  if (match?.[2] === undefined || match[2] === '') return 'missing host in url';
  return match[1] === undefined ? 'missing scheme in url' : null;
}
