/** Probes per target: each node of each gateway probes for itself, and Ballast too. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly perSecond: number;
  readonly nodes: number;
  readonly upstreams: number;
  readonly intervalMs: number;
  /** Of one target; `null` when not stated. */
  readonly capacityRps: number | null;
}

const PER_SECOND_MAX = 10;
const CAPACITY_SHARE = 0.05;

export const probeLoad = defineRule<'strategy', Values>({
  code: 'KB232',
  name: 'many-probes-per-target',
  severity: 'warning',
  source: 'recordings 35, 92, 93; kong-facts B4; peers 9d (probe volume)',
  appliesTo: 'strategy',
  *check(input) {
    const nodes = input.strategy.gateways.reduce((sum, { adminUrls }) => sum + adminUrls.length, 0);
    for (const { service, times, at } of eachService(input)) {
      const { intervalMs } = service.health;
      const upstreams = times.upstreamsPerTarget;
      const perSecond = ((nodes * upstreams + 1) * 1_000) / intervalMs;
      const capacities = service.targets.flatMap(({ capacityRps }) => capacityRps ?? []);
      const capacityRps = capacities.length === 0 ? null : Math.min(...capacities);
      const isTooMuch = capacityRps !== null && perSecond > CAPACITY_SHARE * capacityRps;
      if (perSecond <= PER_SECOND_MAX && !isTooMuch) continue;
      const values = {
        service: service.name,
        perSecond,
        nodes,
        upstreams,
        intervalMs,
        capacityRps,
      };
      yield { ...at('health', 'interval'), values };
    }
  },
  text: {
    en: {
      title: 'many probes for each target',
      message: ({ service, perSecond, nodes, upstreams, intervalMs, capacityRps }, format) =>
        `each target of ${service} gets ${format.number(perSecond, 1)} probes/s: (${nodes} nodes × ${upstreams} upstreams + Ballast) ÷ ${format.duration(intervalMs)}${capacityRps === null ? '' : `, ${format.number((perSecond / capacityRps) * 100)} % of what it can serve`}`,
      fix: () => 'lengthen health.interval, and keep the health path cheap',
      why: 'Every node probes every target for itself, on a new connection each time, and once per upstream that contains it. Checks that touch a database multiply there.',
    },
    nl: {
      title: 'veel probes per target',
      message: ({ service, perSecond, nodes, upstreams, intervalMs, capacityRps }, format) =>
        `elk target van ${service} krijgt ${format.number(perSecond, 1)} probes/s: (${nodes} nodes × ${upstreams} upstreams + Ballast) ÷ ${format.duration(intervalMs)}${capacityRps === null ? '' : `, ${format.number((perSecond / capacityRps) * 100)} % van wat het aankan`}`,
      fix: () => 'maak health.interval langer en houd de health check goedkoop',
      why: 'Elke node test elk target zelf, telkens op een nieuwe verbinding en één keer per upstream waar het in staat. Checks die een database raken, vermenigvuldigen zich daar.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({ shop: { health: '{ path: /health, interval: 200ms }' } }),
    at: ['services.shop.health.interval'],
  },
});
