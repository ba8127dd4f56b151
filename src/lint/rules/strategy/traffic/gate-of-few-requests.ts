/** Steps of a return that few clean requests open: a region that fails in part passes. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly minRequests: number;
  /** That passes in one of twenty tries all the same. */
  readonly unseenRatio: number;
}

const REQUESTS_MIN = 100;

export const gateOfFewRequests = defineRule<'strategy', Values>({
  code: 'KB225',
  name: 'return-gate-of-few-requests',
  severity: 'warning',
  source: 'rule of three: no failure in n leaves 3/n (95 %); src/strategy/defaults.ts',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      const { minRequests } = service.failback;
      if (minRequests >= REQUESTS_MIN) continue;
      const unseenRatio = 1 - 0.05 ** (1 / minRequests);
      yield {
        ...at('failback', 'minRequests'),
        values: { service: service.name, minRequests, unseenRatio },
      };
    }
  },
  text: {
    en: {
      title: 'a return step opened by few requests',
      message: ({ service, minRequests, unseenRatio }, { number }) =>
        `${minRequests} clean requests cannot tell that ${service} is well: one that fails ${number(unseenRatio * 100)} % of the time passes in one of twenty tries`,
      fix: () => 'write 600, which shows that fewer than 0.5 % fail, or at least 100',
      why: 'The gates of a return are what keeps a region that is half well from getting all its traffic back. They are as good as the number of requests that they count.',
    },
    nl: {
      title: 'een stap terug na maar een paar requests',
      message: ({ service, minRequests, unseenRatio }, { number }) =>
        `${minRequests} goede requests zeggen niet dat ${service} gezond is: met ${number(unseenRatio * 100)} % fouten komt hij er één op de twintig keer toch doorheen`,
      fix: () => 'schrijf 600, dat toont aan dat minder dan 0,5 % mislukt, of minstens 100',
      why: 'De poorten bij het terugschakelen voorkomen dat een half herstelde regio al zijn verkeer terugkrijgt. Ze zijn precies zo goed als het aantal requests dat ze tellen.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({ shop: { failback: '{ minRequests: 10 }' } }),
    at: ['services.shop.failback.minRequests'],
  },
});
