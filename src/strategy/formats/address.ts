/**
 * `host:port`, as Kong's targets and Ballast's listeners have it. Kong adds port 8000 to a target
 * without one, keeps the case of names, and stores IPv6 addresses in long form in brackets
 * (recordings admin/04-targets 7–13).
 */

import { isIPv4, isIPv6 } from 'node:net';
import type { Fault, Format } from './format.ts';
import { plainText, show } from './format.ts';

export interface HostPort {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** As Kong stores it. */
  readonly target: string;
}

/** Parts a `host:port` text, or says what is wrong with it. */
export function parseHostPort(text: string): HostPort | Fault {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(text);
  if (bracketed !== null) return fromBrackets(text, bracketed[1] ?? '', bracketed[2]);
  if (isIPv6(text)) return withoutBrackets(text, `"[${text}]:8080"`);
  if ((text.match(/:/g)?.length ?? 0) > 1 && !text.includes('/')) return ipv6WithPort(text);
  const match = /^([^:/]+):(\d+)$/.exec(text);
  if (match === null) return explainHost(text);
  const [, host = '', portText = ''] = match;
  if (!isHostName(host) && !isIPv4(host)) return notHost(text, `${guessName(host)}:${portText}`);
  const port = Number(portText);
  return isPort(port) ? { host, port, target: `${host}:${port}` } : badPort(text, portText);
}

/** Whether the result of `parseHostPort` is a fault. */
export function isFault(result: HostPort | Fault): result is Fault {
  return 'code' in result;
}

function fromBrackets(text: string, host: string, portText: string | undefined): HostPort | Fault {
  if (!isIPv6(host) || host.includes('%')) return notHost(text, '[2001:db8::1]:8080');
  if (portText === undefined) return noPort(text);
  const port = Number(portText);
  if (!isPort(port)) return badPort(text, portText);
  return { host, port, target: `[${longIPv6(host)}]:${port}` };
}

function ipv6WithPort(text: string): Fault {
  const cut = text.lastIndexOf(':');
  const [address, port] = [text.slice(0, cut), text.slice(cut + 1)];
  if (isIPv6(address)) return withoutBrackets(text, `"[${address}]:${port}"`);
  return notHost(text, 'product-1.example:8080');
}

function explainHost(text: string): Fault {
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/]+)/i.exec(text);
  if (url !== null) {
    const host = url[1] ?? '';
    return notHost(text, host.includes(':') ? host : `${host}:8080`, 'schemeAndPath');
  }
  const path = /^([^/]+)\//.exec(text);
  if (path !== null) return notHost(text, path[1] ?? '', 'path');
  if (isHostName(text) || isIPv4(text)) return noPort(text);
  const port = /:([^:]*)$/.exec(text)?.[1];
  if (port !== undefined && /^-?\d+$/.test(port)) return badPort(text, port);
  return notHost(text, `${guessName(text.replace(/:.*$/, ''))}:8080`);
}

function withoutBrackets(text: string, better: string): Fault {
  const message = `${show(text)} is an IPv6 address without brackets, so its port is unclear`;
  const inDutch = {
    message: `${show(text)} is een IPv6-adres zonder haakjes, dus zijn poort is onduidelijk`,
    fix: `schrijf ${better}`,
  };
  return { code: 'BLS1209', message, fix: `write ${better}`, inDutch };
}

function noPort(text: string): Fault {
  const message = `${show(text)} has no port; Kong would use 8000`;
  const inDutch = {
    message: `${show(text)} heeft geen poort; Kong zou 8000 nemen`,
    fix: `zet de poort erbij, zoals ${text}:8080`,
  };
  return { code: 'BLS1207', message, fix: `add the port, such as ${text}:8080`, inDutch };
}

function badPort(text: string, port: string): Fault {
  const message = `${show(text)} has the port ${port}; ports go from 1 to 65535`;
  const inDutch = {
    message: `${show(text)} heeft poort ${port}; poorten gaan van 1 tot en met 65535`,
    fix: 'schrijf de poort waarop hij luistert',
  };
  return { code: 'BLS1208', message, fix: 'write the port on which it listens', inDutch };
}

/** What is to be left out. */
const WITHOUT = {
  nothing: { en: '', nl: '' },
  schemeAndPath: { en: ' without scheme and path', nl: ' zonder schema en pad' },
  path: { en: ' without path', nl: ' zonder pad' },
} as const;

function notHost(value: unknown, better: string, without: keyof typeof WITHOUT = 'nothing'): Fault {
  const { en, nl } = WITHOUT[without];
  return {
    code: 'BLS1206',
    message: `${show(value)} is not host:port`,
    fix: `write name:port${en}, such as ${better}`,
    inDutch: {
      message: `${show(value, 'nl')} is geen host:poort`,
      fix: `schrijf naam:poort${nl}, zoals ${better}`,
    },
  };
}

function guessName(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9.-]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  return isHostName(name) ? name : 'product-1';
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** RFC 1123 labels; underscores too, since Docker and Kubernetes names have them. */
export function isHostName(text: string): boolean {
  if (text.length > 253 || /^[\d.]+$/.test(text)) return false;
  return text
    .split('.')
    .every((label) => /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
}

/** `::1` → `0000:0000:0000:0000:0000:0000:0000:0001`. */
function longIPv6(address: string): string {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain =
    dotted === null
      ? address
      : `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}`;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after];
  return groups.map((group) => group.toLowerCase().padStart(4, '0')).join(':');
}

function hex(high: string | undefined, low: string | undefined): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}

export const HOST_FORMAT: Format = {
  expects: {
    en: 'a host with its port such as product-1.eu-west:8080',
    nl: 'een host met zijn poort, zoals product-1.eu-west:8080',
  },
  type: 'host:port',
  pattern: String.raw`^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$`,
  examples: ['product-1.eu-west:8080', '10.1.2.3:8080', '[2001:db8::1]:8080'],
  explain: (value) => {
    if (typeof value !== 'string') return notHost(value, 'product-1.eu-west:8080');
    const result = parseHostPort(value);
    return isFault(result) ? result : null;
  },
};

export const LISTEN_FORMAT: Format = {
  ...HOST_FORMAT,
  expects: {
    en: 'an address with its port such as 127.0.0.1:9911',
    nl: 'een adres met zijn poort, zoals 127.0.0.1:9911',
  },
  examples: ['127.0.0.1:9911', '0.0.0.0:9911'],
};

/** An IP address or a network in CIDR form. */
export const NETWORK_FORMAT: Format = {
  expects: {
    en: 'an address or network such as 10.0.0.0/8',
    nl: 'een adres of netwerk, zoals 10.0.0.0/8',
  },
  type: 'address or network',
  pattern: String.raw`^[0-9A-Fa-f:.]+(/\d{1,3})?$`,
  examples: ['10.1.2.3', '10.0.0.0/8', 'fd00::/8'],
  explain: (value) => {
    const [address = '', prefix, ...rest] = plainText(value).split('/');
    const bits = isIPv4(address) ? 32 : 128;
    const isAddress = isIPv4(address) || (isIPv6(address) && !address.includes('%'));
    const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
    if (typeof value === 'string' && isAddress && isPrefix && rest.length === 0) return null;
    const message = `${show(value)} is not an address or network`;
    return {
      code: 'BLS1213',
      message,
      fix: 'write an IP address or a network, such as 10.0.0.0/8',
      inDutch: {
        message: `${show(value, 'nl')} is geen adres of netwerk`,
        fix: 'schrijf een IP-adres of een netwerk, zoals 10.0.0.0/8',
      },
    };
  },
};

/** Of one mailbox, without a display name. */
export const MAIL_FORMAT: Format = {
  expects: {
    en: 'a mail address such as oncall@example.com',
    nl: 'een mailadres, zoals oncall@example.com',
  },
  type: 'mail address',
  pattern: String.raw`^[^\s@<>,;"]+@[A-Za-z0-9._-]+$`,
  examples: ['oncall@example.com'],
  explain: (value) => {
    const text = plainText(value);
    const [local = '', host = '', ...rest] = text.split('@');
    const isLocal = /^[^\s<>,;"]{1,64}$/.test(local);
    if (typeof value === 'string' && isLocal && isHostName(host) && rest.length === 0) return null;
    const inside = /<([^<>\s@]+@[^<>\s@]+)>/.exec(text)?.[1];
    const message = `${show(value)} is not a mail address`;
    const inDutch = {
      message: `${show(value, 'nl')} is geen mailadres`,
      fix: `schrijf ${inside ?? 'een adres zoals oncall@example.com'}`,
    };
    const fix = `write ${inside ?? 'one such as oncall@example.com'}`;
    return { code: 'BLS1218', message, fix, inDutch };
  },
};
