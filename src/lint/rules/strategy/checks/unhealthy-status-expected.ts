/** `expect.status` with statuses of failure: a target that is broken counts as well. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly statuses: readonly number[];
}

export const unhealthyStatusExpected = defineRule<'strategy', Values>({
  code: 'KB231',
  name: 'health-expects-failure',
  severity: 'error',
  source: 'recordings 1; kong-facts B1',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      const statuses = service.health.expect.statuses.filter((status) => status >= 400);
      if (statuses.length === 0) continue;
      yield { ...at('health', 'expect', 'status'), values: { service: service.name, statuses } };
    }
  },
  text: {
    en: {
      title: 'an error counts as healthy',
      message: ({ service, statuses }) =>
        `a target of ${service} that answers ${statuses.join(' or ')} on its health path counts as healthy`,
      fix: () => 'expect 200, and give the health path an answer of its own without login',
      why: '401 or 404 on the health path mostly means that the path is wrong or needs a login: such a check passes for every server that runs at all, also for one that lost its application.',
    },
    nl: {
      title: 'een fout telt als gezond',
      message: ({ service, statuses }) =>
        `een target van ${service} dat ${statuses.join(' of ')} antwoordt op de health check telt als gezond`,
      fix: () => 'verwacht 200 en geef de health check een eigen antwoord zonder login',
      why: '401 of 404 op het health-pad betekent meestal dat het pad niet klopt of een login vraagt. Zo’n check slaagt bij elke server die nog draait, ook als de applicatie erop weg is.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({ shop: { health: '{ path: /health, expect: { status: [200, 401] } }' } }),
    at: ['services.shop.health.expect.status'],
  },
});
