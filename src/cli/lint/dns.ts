/**
 * Resolves the names in strategies and Kong files as Kong and its clients would: from DNS itself, not
 * from this machine's hosts file. Only reads; what cannot be resolved is a fact, not a failure.
 */

import { Resolver } from 'node:dns/promises';

import { budgetMsOf, DEFAULT_CONTEXT } from '../../lint/context.ts';
import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import type { DnsAddress, DnsAnswer, DnsName } from '../../lint/inputs/dns.ts';
import { systemCode } from '../failure.ts';
import { namesIn } from './names-in.ts';

/** Asked one name at a time; rejects with a code such as `ENOTFOUND` or `ENODATA`. */
export interface NameResolver {
  a(host: string): Promise<readonly DnsAddress[]>;
  aaaa(host: string): Promise<readonly DnsAddress[]>;
  srv(host: string): Promise<DnsAnswer['srv']>;
  cname(host: string): Promise<readonly string[]>;
}

export interface DnsRequest {
  readonly signal: AbortSignal;
  readonly resolver?: NameResolver;
  /** What the objective leaves, where no strategy says so. */
  readonly budgetMs?: number;
}

/** More names are a mistake, and would load the name servers. */
const MAX_NAMES = 5_000;
const CONCURRENCY = 10;
/** Longer chains are loops. */
const MAX_LINKS = 10;
const TIMEOUT_MS = 2_000;
const TRIES = 2;

export async function readDns(
  documents: readonly AnyDocument[],
  { signal, resolver = systemResolver(), budgetMs = budgetMsOf(DEFAULT_CONTEXT) }: DnsRequest,
): Promise<AnyDocument> {
  const wanted = namesIn(documents, budgetMs).slice(0, MAX_NAMES);
  const hosts = [...new Set(wanted.map(({ host }) => host))];
  const answers = new Map<string, DnsAnswer>();
  for (let start = 0; start < hosts.length; start += CONCURRENCY) {
    signal.throwIfAborted();
    const some = hosts.slice(start, start + CONCURRENCY);
    const found = await Promise.all(some.map((host) => resolve(resolver, host)));
    for (const [index, host] of some.entries()) answers.set(host, found[index] ?? UNKNOWN);
  }
  const names = wanted.map((name): DnsName => ({
    ...name,
    answer: answers.get(name.host) ?? UNKNOWN,
  }));
  return { file: 'DNS', kind: 'dns', data: { names }, locate: () => null };
}

const UNKNOWN: DnsAnswer = { status: 'failed', reason: '', a: [], aaaa: [], srv: [], cnames: [] };

async function resolve(resolver: NameResolver, host: string): Promise<DnsAnswer> {
  const [a, aaaa, srv, cnames] = await Promise.all([
    ask(resolver.a(host)),
    ask(resolver.aaaa(host)),
    ask(resolver.srv(host)),
    chainOf(resolver, host),
  ]);
  const answer = { a: a.found, aaaa: aaaa.found, srv: srv.found, cnames };
  if (a.found.length + aaaa.found.length + srv.found.length > 0) {
    return { ...answer, status: 'found', reason: '' };
  }
  const failure = [a, aaaa, srv].find(({ code }) => code !== null && !NOT_THERE.has(code));
  if (failure !== undefined) return { ...answer, status: 'failed', reason: failure.code ?? '' };
  return { ...answer, status: 'missing', reason: a.code ?? 'ENOTFOUND' };
}

/** There is no such name, or none with this kind of record. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

async function ask<T>(
  query: Promise<readonly T[]>,
): Promise<{ readonly found: readonly T[]; readonly code: string | null }> {
  try {
    return { found: await query, code: null };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return { found: [], code };
  }
}

async function chainOf(resolver: NameResolver, host: string): Promise<readonly string[]> {
  const chain: string[] = [];
  let current = host;
  while (chain.length < MAX_LINKS) {
    const { found } = await ask(resolver.cname(current));
    const [next] = found;
    if (next === undefined || next === host || chain.includes(next)) return chain;
    chain.push(next);
    current = next;
  }
  return chain;
}

/** The name servers of this machine, or those given. */
export function systemResolver(servers: readonly string[] = []): NameResolver {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  const addresses = (records: readonly { address: string; ttl: number }[]) =>
    records.map(({ address, ttl }) => ({ address, ttlS: ttl }));
  return {
    a: async (host) => addresses(await resolver.resolve4(host, { ttl: true })),
    aaaa: async (host) => addresses(await resolver.resolve6(host, { ttl: true })),
    srv: async (host) => resolver.resolveSrv(host),
    cname: async (host) => resolver.resolveCname(host),
  };
}
