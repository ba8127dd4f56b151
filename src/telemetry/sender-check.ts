/** Who may deliver logs: by address, and by shared token. */

import { timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses and CIDR ranges; an empty list allows everyone. Throws `TypeError` for others. */
export function createAllowList(allowed: readonly string[]): (address: string) => boolean {
  if (allowed.length === 0) return () => true;
  const list = new BlockList();
  for (const entry of allowed) {
    const [address = '', prefix] = entry.split('/');
    if (isIP(address) === 0) throw new TypeError(`not an address or CIDR range: ${entry}`);
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (remote) => {
    // A dual-stack socket shows IPv4 senders as ::ffff:10.0.0.1.
    const address = remote.replace(/^::ffff:(?=\d+\.)/, '');
    return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  };
}

/**
 * Checks `Authorization: Bearer …` or `X-Ballast-Token` against the token in a file, which is read
 * again when it changed. Without a readable token nobody passes: a lost secret opens nothing.
 */
export function createTokenCheck(
  tokenFile: string | null,
): (headers: IncomingHttpHeaders) => boolean {
  if (tokenFile === null) return () => true;
  let version = '';
  let token = '';
  return (headers) => {
    try {
      const { mtimeMs, size, ino } = statSync(tokenFile);
      const seen = `${mtimeMs}/${size}/${ino}`;
      if (seen !== version) {
        token = readFileSync(tokenFile, 'utf8').trim();
        version = seen;
      }
    } catch {
      // Gone for a moment while it is replaced: the last token stays valid.
    }
    return token !== '' && isSame(givenToken(headers), token);
  };
}

function givenToken(headers: IncomingHttpHeaders): string {
  const own = headers['x-ballast-token'];
  if (typeof own === 'string') return own;
  return /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim() ?? '';
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
