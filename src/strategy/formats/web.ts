/** URLs, paths, methods, header names and the like. */

import type { Language } from '../../lib/locale.ts';
import type { Fault, Format } from './format.ts';
import { plainText, show } from './format.ts';
import { isHostName, isPort } from './address.ts';

/** An http(s) URL without credentials, query and fragment. */
export const URL_FORMAT: Format = {
  expects: {
    en: 'a URL such as http://127.0.0.1:8001',
    nl: 'een URL, zoals http://127.0.0.1:8001',
  },
  type: 'URL',
  pattern: '^https?://[^\\s?#@]+$',
  examples: ['http://127.0.0.1:8001', 'https://kong-admin.example.com:8444'],
  explain: (value) => explainUrl(value, { query: false }),
};

/** A listener of the gateway's own machine, without TLS; or none. */
export const LOOPBACK_FORMAT: Format = {
  expects: {
    en: 'a URL such as http://127.0.0.1:8000, or none',
    nl: 'een URL, zoals http://127.0.0.1:8000, of none',
  },
  type: 'URL or none',
  pattern: String.raw`^(none|http://127\.\d{1,3}\.\d{1,3}\.\d{1,3}(:\d{1,5})?/?)$`,
  examples: ['http://127.0.0.1:8000', 'none'],
  explain: (value) => {
    if (value === 'none') return null;
    const fault = explainUrl(value, { query: false });
    if (fault !== null) return withFix(fault, loopbackFix('8000'));
    const { protocol, hostname, port, pathname } = new URL(String(value));
    if (protocol === 'http:' && hostname.startsWith('127.') && pathname === '/') return null;
    return badUrl(value, loopbackFix(port === '' ? '8000' : port));
  },
};

/** A fix in both languages. */
type Fix = Readonly<Record<Language, string>>;

function loopbackFix(port: string): Fix {
  const url = `http://127.0.0.1:${port}`;
  return { en: `write ${url}, or none`, nl: `schrijf ${url}, of none` };
}

function withFix(fault: Fault, { en, nl }: Fix): Fault {
  return { ...fault, fix: en, inDutch: { ...fault.inDutch, fix: nl } };
}

/** A webhook may carry a query. */
export const WEBHOOK_FORMAT: Format = {
  ...URL_FORMAT,
  expects: {
    en: 'a URL such as https://hooks.example.com/ballast',
    nl: 'een URL, zoals https://hooks.example.com/ballast',
  },
  pattern: '^https?://[^\\s#@]+$',
  examples: ['https://hooks.example.com/ballast'],
  explain: (value) => explainUrl(value, { query: true }),
};

function explainUrl(value: unknown, allow: { readonly query: boolean }): Fault | null {
  if (typeof value !== 'string') return badUrl(value, URL_FIXES.complete);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(value)) {
    const rest = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
    const better = `http://${rest}`;
    const isBetter = /^[\w.:[\]/-]+$/.test(rest) && URL.canParse(better);
    const fix = { en: `write ${better}`, nl: `schrijf ${better}` };
    return badUrl(value, isBetter ? fix : URL_FIXES.form);
  }
  if (url.username !== '' || url.password !== '') {
    const message = `the URL of ${url.host} contains a user name or password`;
    const inDutch = {
      message: `in de URL van ${url.host} staat een gebruikersnaam of wachtwoord`,
      fix: 'haal die eruit en gebruik tokenFile of tokenEnv',
    };
    const fix = 'take it out and use tokenFile or tokenEnv';
    return { code: 'BLS1703', message, fix, inDutch };
  }
  if (url.port === '0') return badUrl(value, URL_FIXES.port);
  const hasQuery = url.search !== '' || value.includes('?');
  if (!allow.query && hasQuery) return badUrl(value, URL_FIXES.query);
  if (value.includes('#')) return badUrl(value, URL_FIXES.fragment);
  return /\s/.test(value) ? badUrl(value, URL_FIXES.spaces) : null;
}

const URL_FIXES = {
  complete: {
    en: 'write it with scheme, host and port',
    nl: 'schrijf hem met schema, host en poort',
  },
  form: {
    en: 'write http:// or https://, a host and a port',
    nl: 'schrijf http:// of https://, een host en een poort',
  },
  port: { en: 'write a port from 1 to 65535', nl: 'schrijf een poort van 1 tot en met 65535' },
  query: { en: 'leave out the query (from ? on)', nl: 'laat de query weg (vanaf ?)' },
  fragment: { en: 'leave out the fragment (from # on)', nl: 'laat het fragment weg (vanaf #)' },
  spaces: { en: 'leave out the spaces', nl: 'laat de spaties weg' },
} as const satisfies Record<string, Fix>;

function badUrl(value: unknown, { en, nl }: Fix): Fault {
  return {
    code: 'BLS1205',
    message: `${show(value)} is not a URL that can be used here`,
    fix: en,
    inDutch: { message: `${show(value, 'nl')} is geen URL die hier bruikbaar is`, fix: nl },
  };
}

/** A path with nothing but a path. */
export const PATH_FORMAT: Format = {
  expects: { en: 'a path such as /health', nl: 'een pad, zoals /health' },
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
    const inDutch = { message: `${show(value, 'nl')} is geen pad`, fix: `schrijf ${better}` };
    const message = `${show(value)} is not a path`;
    return { code: 'BLS1210', message, fix: `write ${better}`, inDutch };
  },
};

/** A path to match: plain, or Kong's `~` and a regular expression. */
export const ROUTE_PATH_FORMAT: Format = {
  expects: {
    en: 'a path such as /products, or ~/ and a regular expression',
    nl: 'een pad, zoals /products, of ~/ en een reguliere expressie',
  },
  type: 'path',
  pattern: '^(/[^\\s?#]*|~/.*)$',
  examples: ['/products', '~/products/\\d+$'],
  explain: (value) =>
    typeof value === 'string' && value.startsWith('~/') ? null : PATH_FORMAT.explain(value),
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Kong takes any word in capitals; these are the ones of RFC 9110 and 5789 that it proxies. */
export const METHOD_FORMAT: Format = {
  expects: { en: 'an HTTP method such as GET', nl: 'een HTTP-methode, zoals GET' },
  type: 'method',
  pattern: `^(${METHODS.join('|')}|TRACE|CONNECT)$`,
  examples: ['GET', 'POST'],
  explain: (value) => {
    const known: readonly unknown[] = [...METHODS, 'TRACE', 'CONNECT'];
    if (known.includes(value)) return null;
    const upper = plainText(value).toUpperCase();
    const isKnown = known.includes(upper);
    return {
      code: 'BLS1211',
      message: `${show(value)} is not an HTTP method`,
      fix: isKnown ? `write ${upper}` : `write one of ${METHODS.join(', ')}`,
      inDutch: {
        message: `${show(value, 'nl')} is geen HTTP-methode`,
        fix: isKnown ? `schrijf ${upper}` : `schrijf een van ${METHODS.join(', ')}`,
      },
    };
  },
};

/** A name for a route's Host header; `*.` may stand for the first label. */
export const ROUTE_HOST_FORMAT: Format = {
  expects: {
    en: 'a host name such as shop.example.com',
    nl: 'een hostnaam, zoals shop.example.com',
  },
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
      inDutch: { message: `${show(value, 'nl')} is geen hostnaam`, fix: `schrijf ${better}` },
    };
  },
};

/** A whole number that can be an HTTP status. */
export const STATUS_FORMAT: Format = {
  expects: { en: 'an HTTP status such as 200', nl: 'een HTTP-status, zoals 200' },
  type: 'status',
  examples: ['200', '204'],
  explain: (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599) {
      return null;
    }
    const number = Number(plainText(value));
    const isQuoted = typeof value === 'string' && number >= 100 && number <= 599;
    return {
      code: 'BLS1212',
      message: `${show(value)} is not an HTTP status`,
      fix: isQuoted
        ? `write ${number} without quotes`
        : 'write a whole number from 100 to 599, such as 200',
      inDutch: {
        message: `${show(value, 'nl')} is geen HTTP-status`,
        fix: isQuoted
          ? `schrijf ${number} zonder aanhalingstekens`
          : 'schrijf een geheel getal van 100 tot en met 599, zoals 200',
      },
    };
  },
};

/** RFC 9110, section 8.3.1, with parameters. */
export const MEDIA_TYPE_FORMAT: Format = {
  expects: {
    en: 'a media type such as application/json',
    nl: 'een mediatype, zoals application/json',
  },
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
    const inDutch = {
      message: `${show(value, 'nl')} is geen mediatype`,
      fix: 'schrijf application/json, text/html; charset=utf-8, of text/plain',
    };
    return { code: 'BLS1219', message: `${show(value)} is not a media type`, fix, inDutch };
  },
};
