/** `standbyShare` against the weights that Kong is given. */

import { formatRatio } from '../../lib/quantities.ts';
import { holdsStandby } from '../../model/promotion.ts';
import { WEIGHT_TOTAL } from '../../model/weight-grid.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';
import { ordersOf } from './order.ts';

export const standbyShare = eachService(({ strategy, written, service, path }) => {
  const { mode, standbyShareRatio: ratio } = service.failover;
  const place = [...path, 'failover', 'standbyShare'];
  const stated = written.failover?.standbyShare;
  const holds = holdsStandby(service);
  if (mode !== 'active-passive' || holds) {
    if (stated === undefined) return [];
    const message = holds
      ? 'standbyShare has no effect with beforeApproval: nothing'
      : `standbyShare has no effect with mode ${mode}`;
    const fix = holds ? 'remove one of the two' : 'remove it, or use mode: active-passive';
    const inDutch = {
      message: holds
        ? 'standbyShare doet niets bij beforeApproval: nothing'
        : `standbyShare doet niets bij mode ${mode}`,
      fix: holds ? 'haal een van beide weg' : 'haal het weg, of gebruik mode: active-passive',
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
    const inDutch = {
      message: `een standby-aandeel van ${share} kan niet: ${hosts === 1 ? 'de standby-host heeft minstens gewicht 1 van 10,000' : `elk van de ${hosts} standby-hosts heeft minstens gewicht 1 van 10,000`}`,
      fix: `schrijf ${smallest} of meer`,
    };
    return [{ code: 'BLS1503', message, fix: `write ${smallest} or more`, inDutch }];
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

/** What must be promoted first stands by, and a person says when. */
export const promotion = eachService(({ service, path }) => {
  if (!holdsStandby(service)) return [];
  const { mode, approval } = service.failover;
  const place = [...path, 'failover', 'beforeApproval'];
  const findings: Finding[] = [];
  if (mode !== 'active-passive') {
    const message = `with mode ${mode} there is no standby that could wait`;
    const fix = 'use mode: active-passive, or remove beforeApproval';
    const because = [[...path, 'failover', 'mode']];
    const inDutch = {
      message: `bij mode ${mode} is er geen standby die zou kunnen wachten`,
      fix: 'gebruik mode: active-passive, of haal beforeApproval weg',
    };
    findings.push({ code: 'BLS1515', path: place, message, fix, inDutch, because });
  }
  if (approval === 'auto') {
    const message = 'with approval: auto nobody approves, so nothing would ever be promoted';
    const fix = 'write approval: manual, or leave it out';
    const inDutch = {
      message:
        'bij approval: auto geeft niemand akkoord, dus er zou nooit iets gepromoveerd worden',
      fix: 'schrijf approval: manual, of laat het weg',
    };
    const at = [...path, 'failover', 'approval'];
    findings.push({ code: 'BLS1515', path: at, message, fix, inDutch });
  }
  return findings;
});
