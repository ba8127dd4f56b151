/** The host names that documents name, each where it is written. Addresses are no names. */

import { isIP } from 'node:net';

import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import type { DnsName } from '../../lint/inputs/dns.ts';
import { readKong } from '../../lint/inputs/read-kong.ts';
import type { Strategy } from '../../model/strategy.ts';

/** Kong's, for a target without one. */
const DEFAULT_PORT = 8000;

type Name = Omit<DnsName, 'answer'>;

export function namesIn(documents: readonly AnyDocument[], budgetMs: number): readonly Name[] {
  const names = documents.flatMap((document): readonly Name[] => {
    if (document.kind === 'strategy') return inStrategy(document.file, document.data.strategy);
    return document.kind === 'kong' ? inKong(document, budgetMs) : [];
  });
  return names.filter(({ host }) => isName(host));
}

function inStrategy(file: string, { services, gateways }: Strategy): Name[] {
  const targets = services.flatMap((service) => {
    const counted = new Map<string, number>();
    return service.targets.map(({ host, port, region }): Name => {
      const index = counted.get(region) ?? 0;
      counted.set(region, index + 1);
      const path = ['services', service.name, 'targets', region, 'hosts', index];
      const budgetMs = budgetOf(service.objective);
      return {
        host,
        kind: 'target',
        place: { file, path },
        owner: service.name,
        region,
        port,
        budgetMs,
      };
    });
  });
  const budgets = services.map(({ objective }) => budgetOf(objective));
  const proxies = gateways.flatMap(({ name, region, proxyUrl }): Name[] => {
    if (proxyUrl === null || !URL.canParse(proxyUrl)) return [];
    const place = { file, path: ['gateways', name, 'proxy'] };
    const budgetMs = Math.min(...budgets);
    const { hostname: host, port } = new URL(proxyUrl);
    const number = port === '' ? null : Number(port);
    return [{ host, kind: 'proxy', place, owner: name, region, port: number, budgetMs }];
  });
  return [...targets, ...proxies];
}

function budgetOf(objective: Strategy['services'][number]['objective']): number {
  return (1 - objective.availabilityRatio) * objective.windowMs;
}

function inKong(document: { file: string; data: unknown }, budgetMs: number): Name[] {
  return readKong([document]).upstreams.flatMap((upstream) =>
    upstream.targets.map((target): Name => {
      const place = { file: target.file, path: [...target.path, 'target'] };
      const { host } = target;
      const port = Number(/:(\d+)$/.exec(target.target)?.[1] ?? DEFAULT_PORT);
      return { host, kind: 'target', place, owner: upstream.name, region: null, port, budgetMs };
    }),
  );
}

/** `localhost` is answered from the hosts file, not by DNS. */
function isName(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '');
  return plain !== '' && plain !== 'localhost' && isIP(plain) === 0;
}
