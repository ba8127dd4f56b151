/** Active checks that are described in detail and switched off. */

import { defineRule } from '../../../define-rule.ts';
import { isRecord, says } from '../../../inputs/kong.ts';
import type { KongUpstream } from '../../../inputs/kong.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';
import { inChecks } from './checks.ts';

interface Values {
  readonly upstream: string;
  readonly settings: readonly string[];
}

const example = (intervals: string) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          timeout: 5
          concurrency: 10${intervals}
      targets: [{ target: "orders-1:8080" }]
`;

export const settingsWithoutInterval = defineRule<'kong', Values>({
  code: 'KB115',
  name: 'settings-without-interval',
  severity: 'error',
  source: 'kong-facts B1; recordings 1',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { healthy, unhealthy } = upstream.settings.healthchecks.active;
      if (healthy.interval > 0 || unhealthy.interval > 0) continue;
      // Whoever writes 0 means it.
      const isMeant = ['healthy', 'unhealthy'].some((half) =>
        says(upstream, 'healthchecks', 'active', half, 'interval'),
      );
      const settings = isMeant ? [] : settingsOf(upstream);
      if (settings.length === 0) continue;
      yield {
        ...inChecks(upstream, 'active'),
        at: 'key',
        values: { upstream: upstream.name, settings },
      };
    }
  },
  text: {
    en: {
      title: 'active checks with settings but without an interval',
      message: ({ upstream, settings }) =>
        `active checks of ${upstream} set ${listed(settings, 'en')}, but both intervals are 0: nothing is probed`,
      fix: () =>
        'set active.healthy.interval and active.unhealthy.interval (1 or 2), with successes and all three failure counters',
      why: 'Both intervals are 0 by default, and 0 switches probing off. The rest of the settings has no effect then.',
    },
    nl: {
      title: 'actieve checks met instellingen maar zonder interval',
      message: ({ upstream, settings }) =>
        `de actieve checks van ${upstream} zetten ${listed(settings, 'nl')}, maar beide intervallen zijn 0: er wordt niets geprobed`,
      fix: () =>
        'zet active.healthy.interval en active.unhealthy.interval (1 of 2), met successes en alle drie de fouttellers',
      why: 'Beide intervallen zijn standaard 0, en dan staat het proben uit. De andere instellingen doen dan niets.',
    },
  },
  good: kongExample(
    example(`
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }`),
  ),
  bad: { ...kongExample(example('')), at: ['upstreams[0].healthchecks.active'] },
});

function settingsOf({ given }: KongUpstream): string[] {
  const checks = isRecord(given['healthchecks']) ? given['healthchecks'] : {};
  const active = isRecord(checks['active']) ? checks['active'] : {};
  return Object.entries(active).flatMap(([key, value]) =>
    isRecord(value) && (key === 'healthy' || key === 'unhealthy')
      ? Object.keys(value).map((name) => `${key}.${name}`)
      : [key],
  );
}
