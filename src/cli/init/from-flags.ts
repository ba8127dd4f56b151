/** Flags of `init` → answers. All mistakes in the flags' own form are found here. */

import { usageFailure } from '../failure.ts';
import {
  DEFAULT_ADMIN,
  DEFAULT_ANSWERS,
  defaultRoute,
  placeholderHosts,
  type InitAnswers,
  type InitService,
} from './answers.ts';

export interface InitFlags {
  readonly name: string;
  readonly availability: string;
  readonly p99: string;
  readonly regions: readonly string[];
  /** `productAPI` or `productAPI=/products`. */
  readonly services: readonly string[];
  /** `productAPI@eu-west=host:8080,host2:8080`. */
  readonly target: readonly string[];
  /** `kong-eu@eu-west=http://127.0.0.1:8001`, or only the URL. */
  readonly gateway: readonly string[];
  readonly algorithm: string;
  readonly failover: string;
  readonly health: string;
}

export function answersFromFlags(flags: InitFlags): InitAnswers {
  const targets = flags.target.map(parseTarget);
  const named = targets.map(({ service }) => service);
  const listed = flags.services.map(parseService);
  const services = withNamed(listed, named);
  const regions = [...new Set([...flags.regions, ...targets.map(({ region }) => region)])];
  return {
    name: flags.name,
    availability: flags.availability,
    p99: flags.p99,
    regions,
    gateways: parseGateways(flags.gateway, regions),
    services: services.map(({ name, route }) => ({
      name,
      route,
      targets: targetsOf(name, { regions, targets }),
    })),
    algorithm: flags.algorithm,
    failover: flags.failover,
    healthPath: flags.health,
  };
}

interface TargetFlag {
  readonly service: string;
  readonly region: string;
  readonly hosts: readonly string[];
}

function parseTarget(text: string): TargetFlag {
  const match = /^([^@=]+)@([^@=]+)=(.+)$/.exec(text);
  const [, service, region, hosts] = match ?? [];
  if (service === undefined || region === undefined || hosts === undefined) {
    throw usageFailure(
      `--target "${text}" cannot be read`,
      'Write SERVICE@REGION=HOST:PORT[,HOST:PORT…], such as productAPI@eu-west=10.0.0.1:8080.',
    );
  }
  return { service, region, hosts: hosts.split(',').map((host) => host.trim()) };
}

function parseService(text: string): { name: string; route: string } {
  const [name = '', route] = text.split('=', 2);
  return { name: name.trim(), route: route?.trim() ?? defaultRoute(name.trim()) };
}

/** Without --services, those that targets name; without either, the example's. */
function withNamed(
  listed: readonly { name: string; route: string }[],
  named: readonly string[],
): readonly { name: string; route: string }[] {
  const known = new Map(listed.map((service) => [service.name, service]));
  for (const name of named) {
    if (!known.has(name)) known.set(name, { name, route: defaultRoute(name) });
  }
  return known.size > 0 ? [...known.values()] : DEFAULT_ANSWERS.services.map(parseService);
}

function targetsOf(
  service: string,
  { regions, targets }: { regions: readonly string[]; targets: readonly TargetFlag[] },
): InitService['targets'] {
  const own = targets.filter((target) => target.service === service);
  if (own.length === 0) {
    return Object.fromEntries(regions.map((name) => [name, placeholderHosts(service, name)]));
  }
  const byRegion: Record<string, string[]> = {};
  for (const { region, hosts } of own) (byRegion[region] ??= []).push(...hosts);
  return byRegion;
}

function parseGateways(
  flags: readonly string[],
  regions: readonly string[],
): InitAnswers['gateways'] {
  const first = regions[0] ?? 'region';
  if (flags.length === 0) return [{ name: `kong-${first}`, region: first, admin: DEFAULT_ADMIN }];
  return flags.map((text, index) => {
    if (/^https?:\/\//.test(text)) {
      const region = regions[index] ?? first;
      return { name: `kong-${region}`, region, admin: text };
    }
    const [, name, region, admin] = /^([^@=]+)@([^@=]+)=(.+)$/.exec(text) ?? [];
    if (name === undefined || region === undefined || admin === undefined) {
      throw usageFailure(
        `--gateway "${text}" cannot be read`,
        'Write NAME@REGION=ADMIN_URL, such as kong-eu@eu-west=http://127.0.0.1:8001.',
      );
    }
    return { name, region, admin };
  });
}
