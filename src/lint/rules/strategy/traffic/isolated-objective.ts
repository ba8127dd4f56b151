/** `isolate` with an objective that the loss of one region breaks. */

import { defineRule } from '../../../define-rule.ts';
import { seconds } from '../../../words.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly budgetMs: number;
}

const HOUR_MS = 3_600_000;

export const isolatedObjective = defineRule<'strategy', Values>({
  code: 'KB221',
  name: 'isolated-region-breaks-objective',
  severity: 'warning',
  source: 'design §2 (failover.mode), G1',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, times, at } of eachService(input)) {
      const { budgetMs } = times;
      if (service.failover.mode !== 'isolate' || budgetMs >= HOUR_MS / 4) continue;
      yield { ...at('failover', 'mode'), values: { service: service.name, budgetMs } };
    }
  },
  text: {
    en: {
      title: 'no failover, and an objective that needs one',
      message: ({ service, budgetMs }, format) =>
        `${service} does not fail over: an hour without a region costs its users ${format.number(HOUR_MS / budgetMs, 1)} times the ${seconds(budgetMs, format)} that the objective leaves`,
      fix: () =>
        'use active-passive or active-active, or state the objective that one region can keep',
      why: 'Regions are lost for hours, not for seconds. Where the data may not leave the region that is the price, and the objective should say so.',
    },
    nl: {
      title: 'geen failover, en een doelstelling die er een nodig heeft',
      message: ({ service, budgetMs }, format) =>
        `${service} schakelt niet om: een uur zonder regio kost de gebruikers ${format.number(HOUR_MS / budgetMs, 1)} keer de ${seconds(budgetMs, format)} die de doelstelling overlaat`,
      fix: () =>
        'gebruik active-passive of active-active, of spreek een doelstelling af die één regio kan halen',
      why: 'Een regio valt uren weg en geen seconden. Mogen de gegevens de regio niet uit, dan is dat de prijs en hoort de doelstelling dat te zeggen.',
    },
  },
  good: {
    files: strategyFile({
      shop: { failover: '{ mode: isolate }', objective: '{ availability: 99.8% }' },
    }),
  },
  bad: {
    files: strategyFile({ shop: { failover: '{ mode: isolate }' } }),
    at: ['services.shop.failover.mode'],
  },
});
