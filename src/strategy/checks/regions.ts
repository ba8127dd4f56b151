/** Regions: named where they are used, used where they are named. */

import { show } from '../formats/format.ts';
import type { StrategyInput } from '../input/strategy.ts';
import type { Finding, Path } from '../problem.ts';
import { suggestFix } from '../suggest.ts';
import { eachService } from './check.ts';
import type { Check } from './check.ts';
import { placementsOf } from './order.ts';

/** A region named by a gateway, a service or another region must be declared. */
export const unknownRegions: Check = ({ input }) => [
  ...Object.entries(input.gateways).flatMap(([name, { region }]) =>
    known(input, region) ? [] : [unknown(input, ['gateways', name, 'region'], region)],
  ),
  ...Object.entries(input.services).flatMap(([name, { targets }]) =>
    Object.keys(targets)
      .filter((region) => !known(input, region))
      .map((region) => unknown(input, ['services', name, 'targets', region], region, 'key')),
  ),
  ...Object.entries(input.regions).flatMap(([name, { rtt }]) =>
    Object.keys(rtt ?? {})
      .filter((region) => !known(input, region))
      .map((region) => unknown(input, ['regions', name, 'rtt', region], region, 'key')),
  ),
];

function known(input: StrategyInput, region: string): boolean {
  return Object.hasOwn(input.regions, region);
}

function unknown(
  input: StrategyInput,
  path: Path,
  region: string,
  at: 'key' | 'value' = 'value',
): Finding {
  const names = Object.keys(input.regions);
  const message = `region ${show(region)} is not declared under regions`;
  const fix = names.length === 0 ? 'declare it' : suggestFix(region, names);
  const inDutch = {
    message: `regio ${show(region)} staat niet onder regions`,
    fix: names.length === 0 ? 'zet hem daarbij' : suggestFix(region, names, 'nl'),
  };
  return { code: 'BLS1301', path, at, message, fix, inDutch, because: [['regions', region]] };
}

export const roundTripToItself: Check = ({ input }) =>
  Object.entries(input.regions)
    .filter(([name, { rtt }]) => rtt !== undefined && Object.hasOwn(rtt, name))
    .map(([name]) => ({
      code: 'BLS1312',
      path: ['regions', name, 'rtt', name],
      at: 'key',
      message: `${show(name)} has a round-trip time to itself`,
      fix: 'name the other region, or remove the entry',
      inDutch: {
        message: `${show(name)} heeft een round-trip-tijd naar zichzelf`,
        fix: 'noem de andere regio, of haal de regel weg',
      },
    }));

export const regionsWithoutTargets: Check = ({ input, strategy }) => {
  const used = new Set(
    Object.values(input.services).flatMap(({ targets }) => Object.keys(targets)),
  );
  // With one region in use each service says so itself.
  if (used.size === 0) return [];
  // A misspelt region is one of these, and is reported where it is written.
  if ([...used].some((region) => !known(input, region))) return [];
  const because = Object.keys(input.services).map((name) => ['services', name, 'targets']);
  return strategy.regions
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => ({
      code: 'BLS1305',
      path: ['regions', name],
      at: 'key',
      message: `region ${show(name)} has no targets of any service`,
      fix: 'give a service hosts there, or remove the region',
      inDutch: {
        message: `in regio ${show(name)} staat van geen enkele service een target`,
        fix: 'geef een service daar hosts, of haal de regio weg',
      },
      because: [...because, ['services']],
    }));
};

export const servicesWithoutTargets = eachService(({ written, service, path }) =>
  Object.keys(written.targets).length > 0
    ? []
    : [
        {
          code: 'BLS1304',
          path: [...path, 'targets'],
          message: `service ${show(service.name)} has no targets`,
          fix: 'name a region and its hosts, such as `eu-west: { hosts: [product-1:8080] }`',
          inDutch: {
            message: `service ${show(service.name)} heeft geen targets`,
            fix: 'noem een regio en haar hosts, zoals `eu-west: { hosts: [product-1:8080] }`',
          },
        },
      ],
);

export const nothingToFailOverTo = eachService(({ strategy, written, service, path }) => {
  const placements = placementsOf(strategy, service);
  const { mode } = service.failover;
  if (placements.length !== 1 || mode === 'isolate') return [];
  // A misspelt region is reported as such.
  if (Object.keys(written.targets).length > 1) return [];
  const region = show(placements[0]?.region);
  const targets = [...path, 'targets'];
  return [
    {
      code: 'BLS1307',
      path: written.failover?.mode === undefined ? targets : [...path, 'failover', 'mode'],
      at: written.failover?.mode === undefined ? 'key' : 'value',
      message: `${service.name} has targets in ${region} only, so ${mode} has nothing to fail over to`,
      fix: 'add hosts in a second region, or write `failover: { mode: isolate }`',
      inDutch: {
        message: `${service.name} heeft alleen targets in ${region}, dus ${mode} kan nergens heen uitwijken`,
        fix: 'zet er hosts in een tweede regio bij, of schrijf `failover: { mode: isolate }`',
      },
      because: [targets],
    },
  ];
});

const ENTRIES = { regions: 'regio', gateways: 'gateway', services: 'service' } as const;

/** A record cannot say in the schema that it needs an entry. */
export const emptyParts: Check = ({ input }) =>
  (['regions', 'gateways', 'services'] as const)
    .filter((key) => Object.keys(input[key]).length === 0)
    .map((key) => ({
      code: 'BLS1107',
      path: [key],
      at: 'key',
      message: `${show(key)} has no entry`,
      fix: `add a ${key.slice(0, -1)}`,
      inDutch: { message: `${show(key)} is leeg`, fix: `voeg een ${ENTRIES[key]} toe` },
      because: [[key]],
    }));
