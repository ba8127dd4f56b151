/** `standbyShare` against the weights that Kong is given. */

import { formatRatio } from '../../lib/quantities.ts';
import { WEIGHT_TOTAL } from '../../model/weight-grid.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';
import { ordersOf } from './order.ts';

export const standbyShare = eachService(({ strategy, written, service, path }) => {
  const { mode, standbyShareRatio: ratio } = service.failover;
  const place = [...path, 'failover', 'standbyShare'];
  const stated = written.failover?.standbyShare;
  if (mode !== 'active-passive') {
    if (stated === undefined) return [];
    const message = `standbyShare has no effect with mode ${mode}`;
    const fix = 'remove it, or use mode: active-passive';
    const inDutch = {
      message: `standbyShare doet niets bij mode ${mode}`,
      fix: 'haal het weg, of gebruik mode: active-passive',
    };
    return [{ code: 'BLS1511', path: place, message, fix, inDutch }];
  }
  const hosts = Math.max(...ordersOf(strategy, service).map((order) => standbyHosts(order)));
  if (hosts === 0) return [];
  const because = [[...path, 'targets'], ['gateways']];
  return explain(ratio, hosts).map((finding) => ({ ...finding, path: place, because }));
});

function standbyHosts(order: ReturnType<typeof ordersOf>[number]): number {
  return order[1]?.targets.length ?? 0;
}

function explain(ratio: number, hosts: number): Omit<Finding, 'path'>[] {
  const share = formatRatio(ratio);
  const smallest = formatRatio(hosts / WEIGHT_TOTAL);
  if (ratio === 0) {
    const message = `a standby share of 0% is ${smallest} in fact: each host keeps weight 1 as a last resort`;
    const inDutch = {
      message: `een standby-aandeel van 0% is in feite ${smallest}: elke host houdt gewicht 1 als laatste uitweg`,
      fix: `schrijf ${smallest}, of meer om te weten dat hij werkt`,
    };
    const fix = `write ${smallest}, or more to know that it works`;
    return [{ code: 'BLS1504', message, fix, inDutch }];
  }
  if (ratio * WEIGHT_TOTAL < hosts - 1e-9) {
    const each = `each of the ${hosts} standby hosts has at least weight 1 of 10,000`;
    const message = `a standby share of ${share} cannot be set: ${hosts === 1 ? 'the standby host has at least weight 1 of 10,000' : each}`;
    return [{ code: 'BLS1503', message, fix: `write ${smallest} or more` }];
  }
  if (ratio >= 0.5) {
    const message = `a standby share of ${share} makes the standby carry half or more`;
    const inDutch = {
      message: `bij een standby-aandeel van ${share} draagt de standby de helft of meer`,
      fix: 'schrijf een paar procent, of gebruik mode: active-active',
    };
    const fix = 'write a few percent, or use mode: active-active';
    return [{ code: 'BLS1505', message, fix, inDutch }];
  }
  const steps = ratio * WEIGHT_TOTAL;
  if (Math.abs(steps - Math.round(steps)) < 1e-6) return [];
  const nearest = formatRatio(Math.round(steps) / WEIGHT_TOTAL);
  const message = `a standby share of ${share} is between two steps of 0.01%`;
  const inDutch = {
    message: `een standby-aandeel van ${share} ligt tussen twee stappen van 0.01% in`,
    fix: `schrijf ${nearest}`,
  };
  return [{ code: 'BLS1504', message, fix: `write ${nearest}`, inDutch }];
}
