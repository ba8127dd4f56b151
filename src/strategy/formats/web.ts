/** URLs, paths, methods, header names and the like. */

import type { Fault, Format } from './format.ts';
import { plainText, show } from './format.ts';
import { isHostName, isPort } from './address.ts';

/** An http(s) URL without credentials, query and fragment. */
export const URL_FORMAT: Format = {
  expects: 'a URL such as http://127.0.0.1:8001',
  type: 'URL',
  pattern: '^https?://[^\\s?#@]+$',
  examples: ['http://127.0.0.1:8001', 'https://kong-admin.example.com:8444'],
  explain: (value) => explainUrl(value, { query: false }),
};

/** A listener of the gateway's own machine, without TLS; or none. */
export const LOOPBACK_FORMAT: Format = {
  expects: 'a URL such as http://127.0.0.1:8000, or none',
  type: 'URL or none',
  pattern: String.raw`^(none|http://127\.\d{1,3}\.\d{1,3}\.\d{1,3}(:\d{1,5})?/?)$`,
  examples: ['http://127.0.0.1:8000', 'none'],
  explain: (value) => {
    if (value === 'none') return null;
    const fault = explainUrl(value, { query: false });
    if (fault !== null) return { ...fault, fix: 'write http://127.0.0.1:8000, or none' };
    const { protocol, hostname, port, pathname } = new URL(String(value));
    if (protocol === 'http:' && hostname.startsWith('127.') && pathname === '/') return null;
    const fix = `write http://127.0.0.1:${port === '' ? '8000' : port}, or none`;
    return badUrl(value, fix);
  },
};

/** A webhook may carry a query. */
export const WEBHOOK_FORMAT: Format = {
  ...URL_FORMAT,
  expects: 'a URL such as https://hooks.example.com/ballast',
  pattern: '^https?://[^\\s#@]+$',
  examples: ['https://hooks.example.com/ballast'],
  explain: (value) => explainUrl(value, { query: true }),
};

function explainUrl(value: unknown, allow: { readonly query: boolean }): Fault | null {
  if (typeof value !== 'string') return badUrl(value, 'write it with scheme, host and port');
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(value)) {
    const rest = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
    const better = `http://${rest}`;
    const isBetter = /^[\w.:[\]/-]+$/.test(rest) && URL.canParse(better);
    return badUrl(value, `write ${isBetter ? better : 'http:// or https://, a host and a port'}`);
  }
  if (url.username !== '' || url.password !== '') {
    const message = `the URL of ${url.host} contains a user name or password`;
    return { code: 'BLS1703', message, fix: 'take it out and use tokenFile or tokenEnv' };
  }
  if (url.port === '0') return badUrl(value, 'write a port from 1 to 65535');
  const hasQuery = url.search !== '' || value.includes('?');
  if (!allow.query && hasQuery) return badUrl(value, 'leave out the query (from ? on)');
  if (value.includes('#')) return badUrl(value, 'leave out the fragment (from # on)');
  return /\s/.test(value) ? badUrl(value, 'leave out the spaces') : null;
}

function badUrl(value: unknown, fix: string): Fault {
  return { code: 'BLS1205', message: `${show(value)} is not a URL that can be used here`, fix };
}

/** A path with nothing but a path. */
export const PATH_FORMAT: Format = {
  expects: 'a path such as /health',
  type: 'path',
  pattern: '^/[^\\s?#]*$',
  examples: ['/health', '/api/v1'],
  explain: (value) => {
    if (typeof value === 'string' && /^\/[^\s?#]*$/.test(value)) return null;
    const cleaned = plainText(value)
      .replace(/[?#].*$/, '')
      .trim()
      .replaceAll(/\s+/g, '-');
    const better = /^[\w/.-]+$/.test(cleaned) ? `/${cleaned.replace(/^\/+/, '')}` : '/health';
    return { code: 'BLS1210', message: `${show(value)} is not a path`, fix: `write ${better}` };
  },
};

/** A path to match: plain, or Kong's `~` and a regular expression. */
export const ROUTE_PATH_FORMAT: Format = {
  expects: 'a path such as /products, or ~/ and a regular expression',
  type: 'path',
  pattern: '^(/[^\\s?#]*|~/.*)$',
  examples: ['/products', '~/products/\\d+$'],
  explain: (value) =>
    typeof value === 'string' && value.startsWith('~/') ? null : PATH_FORMAT.explain(value),
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Kong takes any word in capitals; these are the ones of RFC 9110 and 5789 that it proxies. */
export const METHOD_FORMAT: Format = {
  expects: 'an HTTP method such as GET',
  type: 'method',
  pattern: `^(${METHODS.join('|')}|TRACE|CONNECT)$`,
  examples: ['GET', 'POST'],
  explain: (value) => {
    const known: readonly unknown[] = [...METHODS, 'TRACE', 'CONNECT'];
    if (known.includes(value)) return null;
    const upper = plainText(value).toUpperCase();
    const fix = known.includes(upper) ? `write ${upper}` : `write one of ${METHODS.join(', ')}`;
    return { code: 'BLS1211', message: `${show(value)} is not an HTTP method`, fix };
  },
};

/** A name for a route's Host header; `*.` may stand for the first label. */
export const ROUTE_HOST_FORMAT: Format = {
  expects: 'a host name such as shop.example.com',
  type: 'host name',
  pattern: String.raw`^(\*\.)?[A-Za-z0-9._-]+(\.\*)?(:\d{1,5})?$`,
  examples: ['shop.example.com', '*.example.com'],
  explain: (value) => {
    const text = plainText(value);
    const [name = '', port] = text.replace(/^\*\./, '').replace(/\.\*$/, '').split(':');
    const isFine = isHostName(name) || /^\d+(\.\d+){3}$/.test(name);
    if (typeof value === 'string' && isFine && (port === undefined || isPort(Number(port)))) {
      return null;
    }
    const guess = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
    const better = isHostName(guess) ? guess : 'shop.example.com';
    return {
      code: 'BLS1216',
      message: `${show(value)} is not a host name`,
      fix: `write ${better}`,
    };
  },
};

/** A whole number that can be an HTTP status. */
export const STATUS_FORMAT: Format = {
  expects: 'an HTTP status such as 200',
  type: 'status',
  examples: ['200', '204'],
  explain: (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599) {
      return null;
    }
    const number = Number(plainText(value));
    const fix =
      typeof value === 'string' && number >= 100 && number <= 599
        ? `write ${number} without quotes`
        : 'write a whole number from 100 to 599, such as 200';
    return { code: 'BLS1212', message: `${show(value)} is not an HTTP status`, fix };
  },
};

/** RFC 9110, section 8.3.1, with parameters. */
export const MEDIA_TYPE_FORMAT: Format = {
  expects: 'a media type such as application/json',
  type: 'media type',
  pattern: String.raw`^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(\s*;\s*[A-Za-z0-9_-]+=[^\s;]+)*$`,
  examples: ['application/json', 'text/html; charset=utf-8'],
  explain: (value) => {
    const isType =
      typeof value === 'string' &&
      value.length <= 200 &&
      /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;\s*[\w-]+=[^\s;]+)*$/.test(value);
    if (isType) return null;
    const fix = 'write application/json, text/html; charset=utf-8, or text/plain';
    return { code: 'BLS1219', message: `${show(value)} is not a media type`, fix };
  },
};
