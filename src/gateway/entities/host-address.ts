/**
 * How Kong reads an address: `name`, `name:port`, IPv4, `IPv4:port`, IPv6, `[IPv6]:port`. Letter
 * case of names is kept; IPv6 is written out in full (recording 04-targets #7–13).
 */

interface HostAddress {
  readonly type: 'name' | 'ipv4' | 'ipv6';
  readonly host: string;
  readonly port: number | null;
}

export type AddressResult =
  | { readonly ok: true; readonly address: HostAddress }
  | { readonly ok: false; readonly error: string };

const DEFAULT_TARGET_PORT = 8000;
const MAX_PORT = 65535;

export function parseAddress(text: string): AddressResult {
  const colons = text.split(':').length - 1;
  if (colons > 1) return parseIpv6(text);
  if (/^[\d.]+$/.test(text.replaceAll(':', ''))) return parseIpv4(text);
  return parseName(text);
}

/** The stored form of a target, port included; `null` when it is no address. */
export function normalizeTarget(text: string): string | null {
  const result = parseAddress(text);
  if (!result.ok) return null;
  const { type, host, port } = result.address;
  return `${type === 'ipv6' ? `[${host}]` : host}:${port ?? DEFAULT_TARGET_PORT}`;
}

/** Host and port of a target in stored form; the host of an IPv6 target without brackets. */
export function splitTarget(target: string): { readonly host: string; readonly port: number } {
  const colon = target.lastIndexOf(':');
  const host = target.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(target.slice(colon + 1)) };
}

function parseIpv4(text: string): AddressResult {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d+))?$/.exec(text);
  const octets = match?.slice(1, 5).map(Number) ?? [];
  if (match === null || octets.some((octet) => octet > 255)) {
    return { ok: false, error: `invalid ipv4 address: ${text}` };
  }
  return withPort({ type: 'ipv4', host: octets.join('.') }, match[5]);
}

function parseIpv6(text: string): AddressResult {
  const match = /^\[([^\]]*)\](?::(\d+))?$/.exec(text);
  const groups = expandIpv6(match?.[1] ?? text);
  if (groups === null || (match === null && text.includes('['))) {
    return { ok: false, error: `invalid ipv6 address: ${text}` };
  }
  const host = groups.map((group) => group.toLowerCase().padStart(4, '0')).join(':');
  return withPort({ type: 'ipv6', host }, match?.[2]);
}

/** The eight groups of an IPv6 address, `null` when it is none. */
function expandIpv6(text: string): readonly string[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) ? groups : null;
}

function parseName(text: string): AddressResult {
  const port = /:(\d+)$/.exec(text)?.[1];
  const name = port === undefined ? text : text.slice(0, -(port.length + 1));
  if (port !== undefined && Number(port) > MAX_PORT) {
    return { ok: false, error: 'invalid port number' };
  }
  const segments = name.split('.');
  const isBad =
    !/^[\w.-]+$/.test(name) ||
    segments.some(
      (segment, index) =>
        segment.endsWith('-') || (segment === '' && index !== segments.length - 1),
    );
  if (isBad) return { ok: false, error: `invalid hostname: ${text}` };
  return withPort({ type: 'name', host: name }, port);
}

function withPort(
  address: Pick<HostAddress, 'type' | 'host'>,
  port: string | undefined,
): AddressResult {
  if (port !== undefined && Number(port) > MAX_PORT) {
    return { ok: false, error: 'invalid port number' };
  }
  return { ok: true, address: { ...address, port: port === undefined ? null : Number(port) } };
}
