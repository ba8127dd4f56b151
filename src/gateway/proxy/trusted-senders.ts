/**
 * Kong's `trusted_ips`: senders whose `X-Real-IP` and `X-Forwarded-*` are believed. Nobody by
 * default, as in Kong. `real_ip_header` is Kong's default, `X-Real-IP`.
 */

import net from 'node:net';

import { joinedHeader } from './header-list.ts';

export interface TrustedSenders {
  isTrusted(ip: string): boolean;
  /** The client's address: what a trusted sender says it is, else the sender's own. */
  clientIpOf(senderIp: string, requestHeaders: readonly string[]): string;
}

/** @param networks addresses or CIDR blocks; throws a `TypeError` for anything else. */
export function createTrustedSenders(networks: readonly string[]): TrustedSenders {
  const list = new net.BlockList();
  for (const network of networks) add(list, network);
  const isTrusted = (ip: string) => list.check(ip, net.isIPv6(ip) ? 'ipv6' : 'ipv4');
  return {
    isTrusted,
    clientIpOf(senderIp, requestHeaders) {
      if (!isTrusted(senderIp)) return senderIp;
      const said = joinedHeader(requestHeaders, 'x-real-ip') ?? '';
      return net.isIP(said) === 0 ? senderIp : said;
    },
  };
}

function add(list: net.BlockList, network: string): void {
  const [address = '', bits] = network.split('/');
  const kind = net.isIPv6(address) ? 'ipv6' : 'ipv4';
  const most = kind === 'ipv6' ? 128 : 32;
  const length = bits === undefined ? most : Number(bits);
  if (net.isIP(address) === 0 || !Number.isInteger(length) || length < 0 || length > most) {
    throw new TypeError(`"${network}" is neither an address nor a network such as 127.0.0.0/8`);
  }
  list.addSubnet(address, length, kind);
}
