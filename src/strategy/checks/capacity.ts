/** Capacities: stated where a policy needs them, and enough without the preferred region. */

import { formatRate, formatRatio } from '../../lib/quantities.ts';
import { show } from '../formats/format.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';
import type { ServiceContext } from './check.ts';
import { capacityOf, ordersOf, placementsOf } from './order.ts';

export const missingCapacity = eachService((context) => {
  const { service, path } = context;
  const missing = service.targets.filter((target) => target.capacityRps === null);
  if (missing.length === 0) return [];
  const targets = [...path, 'targets'];
  const because = [targets];
  const names = list(missing.map(({ target }) => target));
  const { failover, adapt } = service;
  if (failover.whenCapacityIsShort === 'shed') {
    const message = `shedding needs the capacity of every host; it is missing for ${names}`;
    const fix = 'state capacity in each region, or write whenCapacityIsShort: overflow';
    const place = [...path, 'failover', 'whenCapacityIsShort'];
    const inDutch = {
      message: `om te weigeren moet de capaciteit van elke host bekend zijn; ze ontbreekt voor ${listInDutch(names)}`,
      fix: 'geef in elke regio capacity op, of schrijf whenCapacityIsShort: overflow',
    };
    return [{ code: 'BLS1506', path: place, message, fix, inDutch, because }];
  }
  if (missing.length < service.targets.length) return [stateTheRest(context, names)];
  if (!adapt.load) return [];
  const message = `no capacity is stated for ${service.name}, so nobody can tell whether it survives the loss of a region (N−1)`;
  const fix = 'state capacity per host, such as `capacity: 200rps`, or write adapt: { load: off }';
  const inDutch = {
    message: `van ${service.name} is geen capaciteit opgegeven, dus niemand weet of hij de uitval van een regio overleeft (N−1)`,
    fix: 'geef per host de capaciteit op, zoals `capacity: 200rps`, of schrijf adapt: { load: off }',
  };
  return [{ code: 'BLS1507', path: targets, at: 'key', message, fix, inDutch, because }];
});

function stateTheRest({ strategy, service, path }: ServiceContext, names: string): Finding {
  const region = placementsOf(strategy, service).find(
    (placement) => capacityOf([placement]) === null,
  )?.region;
  return {
    code: 'BLS1508',
    path: [...path, 'targets', region ?? ''],
    at: 'key',
    message: `capacity is stated for some hosts of ${service.name}, but not for ${names}`,
    fix: 'state it for these hosts too',
    inDutch: {
      message: `van sommige hosts van ${service.name} is de capaciteit opgegeven, van andere niet: ${listInDutch(names)}`,
      fix: 'geef die van de andere hosts ook op',
    },
    because: [[...path, 'targets']],
  };
}

/** More names than these are counted, not listed. */
const MAX_LISTED = 3;

function list(names: readonly string[]): string {
  const rest = names.length - MAX_LISTED;
  return names.slice(0, MAX_LISTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function listInDutch(names: string): string {
  return names.replace(/ and (\d+) more$/, ' en nog $1');
}

/** Whether the others can carry what the preferred region carries at full load. */
export const capacityWithoutOneRegion = eachService(({ strategy, service, path }) => {
  // With a stated load that is what has to fit: see `load.ts`.
  if (service.failover.mode !== 'active-passive' || service.load) return [];
  const findings = new Map<string, Finding>();
  for (const [first, ...others] of ordersOf(strategy, service)) {
    if (first === undefined || others.length === 0) continue;
    const [ofFirst, ofOthers] = [capacityOf([first]), capacityOf(others)];
    if (ofFirst === null || ofOthers === null || ofOthers >= ofFirst) continue;
    const share = formatRatio(Math.floor((ofOthers / ofFirst) * 1000) / 1000);
    findings.set(first.region, {
      code: 'BLS1509',
      path: [...path, 'targets', first.region],
      at: 'key',
      message: `without ${show(first.region)} there is room for ${formatRate(ofOthers)} of its ${formatRate(ofFirst)} (${share})`,
      fix: `add hosts elsewhere for ${formatRate(ofFirst - ofOthers)}, unless the load stays below ${formatRate(ofOthers)}`,
      inDutch: {
        message: `zonder ${show(first.region)} is er ruimte voor ${formatRate(ofOthers)} van zijn ${formatRate(ofFirst)} (${share})`,
        fix: `zet er elders hosts bij voor ${formatRate(ofFirst - ofOthers)}, tenzij de belasting onder ${formatRate(ofOthers)} blijft`,
      },
      because: [[...path, 'targets'], ['gateways']],
    });
  }
  return [...findings.values()];
});
