/**
 * A Kong as answers: what `ballast import` reads, as far as `init` asks for it. Import keeps more
 * (each route by itself, time-outs, rate limits); this is for whoever wants to go through it.
 */

import type { ImportResult } from '../../import/contract.ts';
import { importKong } from '../../import/import-kong.ts';
import type { AlgorithmData, GatewayData, ServiceData } from '../../import/strategy-data.ts';
import { readKongFile } from '../import/read-file.ts';
import { readLiveKong } from '../import/read-live.ts';
import { ANY, keyOf, NONE, type Values } from './values.ts';

const TIMEOUT_MS = 15_000;

export async function readKong(
  source: string,
  { tokenFile, signal }: { tokenFile: string | undefined; signal: AbortSignal },
): Promise<ImportResult> {
  if (!/^https?:\/\//.test(source)) return importKong(await readKongFile(source));
  const live = await readLiveKong(source, {
    timeoutMs: TIMEOUT_MS,
    signal,
    ...(tokenFile === undefined ? {} : { tokenFile }),
  });
  return importKong([live.document], { gateway: live.gateway });
}

export function valuesOfKong({ strategy }: ImportResult): Values {
  const { regions, gateways, telemetry, services } = strategy;
  const { listen, url } = telemetry.logs;
  const values = new Map([
    ['regions', Object.keys(regions).join(', ')],
    ['services', Object.keys(services).join(', ')],
    ['logs', url === undefined ? listen : new URL(url).host],
  ]);
  for (const [name, gateway] of Object.entries(gateways)) addGateway(values, name, gateway);
  for (const region of Object.keys(regions)) {
    const key = keyOf('gateway', { region });
    if (!values.has(key)) values.set(key, NONE);
  }
  for (const [service, data] of Object.entries(services)) {
    for (const [id, text] of answersOf(data)) values.set(keyOf(id, { service }), text);
    for (const region of Object.keys(regions)) {
      const hosts = (data.targets[region]?.hosts ?? []).map((host) =>
        typeof host === 'string' ? host : host.host,
      );
      values.set(
        keyOf('target', { service, region }),
        hosts.length === 0 ? NONE : hosts.join(', '),
      );
      const stated = data.targets[region]?.hosts.find((host) => typeof host !== 'string');
      if (typeof stated === 'object') {
        values.set(keyOf('capacity', { service, region }), stated.capacity);
      }
    }
  }
  return values;
}

/** Two gateways of one region are one to `init`: the first. */
function addGateway(values: Map<string, string>, name: string, gateway: GatewayData): void {
  const { region, admin, loopback, tokenFile } = gateway;
  if (values.has(keyOf('gateway', { region }))) return;
  const urls = typeof admin === 'string' ? [admin] : admin;
  values.set(keyOf('gateway', { region }), urls.join(', '));
  values.set(keyOf('gateway-name', { region }), name);
  if (loopback !== undefined) values.set(keyOf('loopback', { region }), loopback);
  if (tokenFile !== undefined) values.set(keyOf('token-file', { region }), tokenFile);
}

function answersOf(data: ServiceData): readonly (readonly [string, string])[] {
  const { routes, health, algorithm, failover, client, protect } = data;
  const paths = [...new Set(routes.flatMap((route) => route.paths ?? []))];
  const methods = [...new Set(routes.flatMap((route) => route.methods ?? []))];
  const isAny = routes.some((route) => (route.methods ?? []).length === 0);
  return [
    ['path', paths.length === 0 ? NONE : paths.join(', ')],
    ['methods', isAny || methods.length === 0 ? ANY : methods.join(', ')],
    ['strip-path', routes.some(({ stripPath }) => stripPath === 'off') ? 'off' : 'on'],
    ['health', health.path],
    ['failover', failover.mode],
    ...balancingOf(algorithm),
    ...(client === undefined ? [] : [['deadline', client.deadline] as const]),
    ...(protect?.retries === 0 ? [['repeat', 'no'] as const] : []),
    ...(failover.whenCapacityIsShort === 'shed' ? [['when-short', 'shed'] as const] : []),
  ];
}

function balancingOf(algorithm: AlgorithmData): readonly (readonly [string, string])[] {
  if (typeof algorithm === 'string') return [['algorithm', algorithm]];
  const { hashOn } = algorithm['consistent-hashing'];
  if (typeof hashOn === 'string') return [['sessions', hashOn]];
  const [entry] = Object.entries(hashOn);
  return entry === undefined ? [] : [['sessions', `${entry[0]}:${entry[1]}`]];
}
