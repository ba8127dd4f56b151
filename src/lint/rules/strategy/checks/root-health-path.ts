/** `health.path: /`: the front page answers although the service cannot do its work. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

export const rootHealthPath = defineRule<'strategy', { readonly service: string }>({
  code: 'KB230',
  name: 'health-path-is-root',
  severity: 'warning',
  source: 'peers 9d (health probe lies)',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      const { path, expect } = service.health;
      const looksInside = expect.body !== null || Object.keys(expect.json).length > 0;
      if (path !== '/' || looksInside) continue;
      yield { ...at('health', 'path'), values: { service: service.name } };
    }
  },
  text: {
    en: {
      title: 'health check of the front page',
      message: ({ service }) =>
        `the health of ${service} is whether / answers, which says little of whether it can serve`,
      fix: () =>
        'name a path that tests what requests need (readiness), or add expect.json or expect.body',
      why: 'A start page, a proxy or a framework answers 200 on / while the database is gone. Kong then keeps sending, and the region stays in although each request fails.',
    },
    nl: {
      title: 'health check op de voorpagina',
      message: ({ service }) =>
        `${service} heet gezond zodra / antwoordt, en dat zegt weinig over of hij zijn werk kan doen`,
      fix: () =>
        'noem een pad dat test wat requests nodig hebben (readiness), of voeg expect.json of expect.body toe',
      why: 'Een startpagina, een proxy of een framework antwoordt 200 op / terwijl de database weg is. Kong blijft dan sturen, en de regio blijft meedoen terwijl elke request mislukt.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({ shop: { health: '{ path: / }' } }),
    at: ['services.shop.health.path'],
  },
});
