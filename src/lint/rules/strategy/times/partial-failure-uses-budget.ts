/** A half-dead target or region, which only Ballast sees: with little traffic that takes long. */

import { defineRule } from '../../../define-rule.ts';
import { seconds } from '../../../words.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly kind: 'target-gray' | 'region-gray';
  readonly failingRatio: number;
  readonly detectMs: number;
  readonly actMs: number;
  readonly propagationMs: number;
  readonly budgetMs: number;
  readonly rps: number;
}

const SHARE = 1 / 3;

const costMs = ({ detectMs, actMs, propagationMs, failingRatio }: Values) =>
  (detectMs + actMs + propagationMs) * failingRatio;

export const partialFailureUsesBudget = defineRule<'strategy', Values>({
  code: 'KB202',
  name: 'partial-failure-uses-budget',
  severity: 'warning',
  source: 'control-law 9 ii; recordings 90; src/generate/advice/failures.ts',
  appliesTo: 'strategy',
  *check(input) {
    const hasNodes = input.strategy.gateways.some(({ adminUrls }) => adminUrls.length > 1);
    const propagationMs = hasNodes ? input.facts.propagationMs : 0;
    for (const { service, times, at } of eachService(input)) {
      const { budgetMs, rps } = times;
      const known = { service: service.name, budgetMs, rps, propagationMs };
      const costs = times.partial.map((one) => ({ ...known, ...one }));
      const worst = costs.toSorted((a, b) => costMs(b) - costMs(a))[0];
      if (worst === undefined || costMs(worst) <= SHARE * budgetMs) continue;
      yield { ...at('targets'), at: 'key', values: worst };
    }
  },
  text: {
    en: {
      title: 'too little traffic to find a partial failure in time',
      message: (values, format) =>
        `at ${format.number(values.rps, values.rps < 1 ? 3 : 1)} requests/s ${values.kind === 'target-gray' ? 'a target' : 'a region'} of ${values.service} that fails in part is out after detection ${seconds(values.detectMs, format)} + action ${seconds(values.actMs, format)} + propagation ${seconds(values.propagationMs, format)}; with ${percent(values)} of the requests failing that is ${format.number((costMs(values) / values.budgetMs) * 100)} % of the ${seconds(values.budgetMs, format)} that the objective leaves`,
      fix: () =>
        'lower the objective to what so little traffic can show, or send synthetic requests through Kong that count as traffic',
      why: 'A failure in part shows in the answers only, so it takes a number of requests to tell it from chance, however clever the test. A service with few requests gets its evidence late; its objective has to know that.',
    },
    nl: {
      title: 'te weinig verkeer om gedeeltelijke uitval op tijd te zien',
      message: (values, format) =>
        `bij ${format.number(values.rps, values.rps < 1 ? 3 : 1)} requests/s is ${values.kind === 'target-gray' ? 'een target' : 'een regio'} van ${values.service} die deels faalt eruit na detectie ${seconds(values.detectMs, format)} + actie ${seconds(values.actMs, format)} + verspreiding ${seconds(values.propagationMs, format)}; met ${percent(values)} mislukte requests is dat ${format.number((costMs(values) / values.budgetMs) * 100)} % van de ${seconds(values.budgetMs, format)} die de doelstelling overlaat`,
      fix: () =>
        'verlaag de doelstelling tot wat zo weinig verkeer kan aantonen, of stuur synthetische requests door Kong die meetellen als verkeer',
      why: 'Gedeeltelijke uitval is alleen aan de antwoorden te zien, en dan is een aantal requests nodig om het van toeval te onderscheiden, hoe slim de toets ook is. Bij een service met weinig requests komt dat bewijs laat; daar moet de doelstelling rekening mee houden.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({
      shop: {
        targets:
          '{ eu-west: { hosts: [a1:80, a2:80], capacity: 1rpm }, eu-north: { hosts: [b1:80, b2:80], capacity: 1rpm } }',
      },
    }),
    at: ['services.shop.targets'],
  },
});

function percent({ failingRatio }: Values): string {
  return `${Math.round(failingRatio * 100)} %`;
}
