/** Hosts of one service: each once, and not more than the weights can tell apart. */

import { show } from '../formats/format.ts';
import type { Finding } from '../problem.ts';
import { hostPort } from '../build/values.ts';
import { eachService } from './check.ts';
import { WEIGHT_TOTAL } from '../../model/weight-grid.ts';

/** DNS does not know letter case; Kong keeps it, and would take both. */
export const duplicateHosts = eachService(({ written, path }) => {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [region, { hosts }] of Object.entries(written.targets)) {
    for (const [index, entry] of hosts.entries()) {
      const host = typeof entry === 'string' ? entry : entry.host;
      const { target } = hostPort(host);
      const before = seen.get(target.toLowerCase());
      seen.set(target.toLowerCase(), before ?? region);
      if (before === undefined) continue;
      const place = [...path, 'targets', region, 'hosts', index];
      findings.push({
        ...explain(host, before, region),
        path: typeof entry === 'string' ? place : [...place, 'host'],
      });
    }
  }
  return findings;
});

function explain(host: string, before: string, region: string): Omit<Finding, 'path'> {
  if (before === region) {
    const message = `${show(host)} is there twice; Kong refuses the second target`;
    const inDutch = {
      message: `${show(host)} staat er twee keer; Kong weigert het tweede target`,
      fix: 'haal een van de twee weg, of verbeter de naam of poort',
    };
    const fix = 'remove one of the two, or correct its name or port';
    return { code: 'BLS1302', message, fix, inDutch };
  }
  const message = `${show(host)} is also a host of ${show(before)}, so it is lost with either region`;
  const inDutch = {
    message: `${show(host)} is ook een host van ${show(before)}, dus hij valt met elk van beide regio’s weg`,
    fix: 'laat hem staan in de regio waar hij draait',
  };
  return { code: 'BLS1303', message, fix: 'leave it in the region where it runs', inDutch };
}

export const tooManyTargets = eachService(({ service, path }) => {
  if (service.targets.length <= WEIGHT_TOTAL) return [];
  const message = `${service.targets.length} targets, but weights can tell ${WEIGHT_TOTAL} apart`;
  const inDutch = {
    message: `${service.targets.length} targets, maar gewichten kunnen er ${WEIGHT_TOTAL} uit elkaar houden`,
    fix: 'splits de service',
  };
  const fix = 'split the service';
  return [{ code: 'BLS1512', path: [...path, 'targets'], message, fix, inDutch }];
});
