/**
 * Addresses of host names, from the system's resolver (hosts file included), IPv4 before IPv6 as
 * Kong's default order has it. Answers are kept for `FRESH_MS`, because the system does not tell a
 * record's time to live; a name asked for again after that is looked up in the background.
 */

import { lookup } from 'node:dns/promises';
import net from 'node:net';

/** How long an answer is used before it is asked again. */
const FRESH_MS = 10_000;
/** Names remembered; the oldest is forgotten. */
const MAX_NAMES = 1_000;

export interface HostResolver {
  /** Known addresses, at once; `null` while the name was never resolved. An address is itself. */
  known(host: string): readonly string[] | null;
  /** Addresses, from memory when fresh; an empty list when the name does not resolve. */
  resolve(host: string): Promise<readonly string[]>;
}

export function createHostResolver(nowMs: () => number): HostResolver {
  const answers = new Map<
    string,
    { readonly addresses: readonly string[]; readonly atMs: number }
  >();
  const pending = new Map<string, Promise<readonly string[]>>();

  async function ask(host: string): Promise<readonly string[]> {
    let addresses: readonly string[] = [];
    try {
      const found = await lookup(host, { all: true });
      const v4 = found.filter((one) => one.family === 4);
      addresses = (v4.length > 0 ? v4 : found).map((one) => one.address);
    } catch {
      addresses = [];
    }
    pending.delete(host);
    answers.delete(host);
    answers.set(host, { addresses, atMs: nowMs() });
    const [oldest] = answers.keys();
    if (answers.size > MAX_NAMES && oldest !== undefined) answers.delete(oldest);
    return addresses;
  }

  function refresh(host: string): Promise<readonly string[]> {
    let asked = pending.get(host);
    if (asked === undefined) {
      asked = ask(host);
      pending.set(host, asked);
    }
    return asked;
  }

  return {
    known(host) {
      if (net.isIP(host) !== 0) return [host];
      const answer = answers.get(host);
      if (answer === undefined) return null;
      if (nowMs() - answer.atMs >= FRESH_MS) void refresh(host);
      return answer.addresses;
    },
    async resolve(host) {
      if (net.isIP(host) !== 0) return [host];
      const answer = answers.get(host);
      if (answer !== undefined && nowMs() - answer.atMs < FRESH_MS) return answer.addresses;
      return refresh(host);
    },
  };
}
