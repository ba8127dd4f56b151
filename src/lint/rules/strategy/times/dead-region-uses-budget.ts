/** Detection of a dead region by Kong's checks, set against what the objective leaves. */

import { defineRule } from '../../../define-rule.ts';
import { seconds } from '../../../words.ts';
import type { ServiceTimes } from '../../../inputs/strategy.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

type Kind = 'refuses' | 'hangs' | 'errors';

interface Values {
  readonly service: string;
  readonly kind: Kind;
  readonly detectMs: number;
  readonly intervalMs: number;
  readonly budgetMs: number;
}

/** Of the budget, by one event. Above the first it is an error: three a year are too many. */
const ERROR_SHARE = 1 / 3;
const WARNING_SHARE = 1 / 10;

const FAILS: Readonly<Record<'en' | 'nl', Readonly<Record<Kind, string>>>> = {
  en: { refuses: 'refuses connections', hangs: 'hangs', errors: 'answers with errors' },
  nl: { refuses: 'verbindingen weigert', hangs: 'blijft hangen', errors: 'fouten antwoordt' },
};

export const deadRegionUsesBudget = defineRule<'strategy', Values>({
  code: 'KB201',
  name: 'dead-region-uses-budget',
  severity: 'error',
  source: 'kong-facts B4; recordings 91; design §1',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, times, at } of eachService(input)) {
      const { budgetMs } = times;
      const [kind, detectMs] = slowest(times);
      if (detectMs <= WARNING_SHARE * budgetMs) continue;
      const severity = detectMs > ERROR_SHARE * budgetMs ? 'error' : 'warning';
      const { intervalMs } = service.health;
      const values = { service: service.name, kind, detectMs, intervalMs, budgetMs };
      yield { ...at('health', 'interval'), severity, values };
    }
  },
  text: {
    en: {
      title: 'finding a dead region uses a large part of the error budget',
      message: ({ service, kind, detectMs, budgetMs }, format) =>
        `a region of ${service} that ${FAILS.en[kind]} is out after ${seconds(detectMs, format)} at worst without traffic: detection ${seconds(detectMs, format)} + action 0 s + propagation 0 s (each node probes for itself) = ${format.number((detectMs / budgetMs) * 100)} % of the ${seconds(budgetMs, format)} that the objective leaves`,
      fix: ({ intervalMs, detectMs, budgetMs }, format) =>
        `probe every ${seconds(shorter(intervalMs, detectMs, budgetMs), format)} or faster`,
      why: 'Kong’s own checks are what saves a service while Ballast is not there. They need two failed probes, one per interval, and for a region that hangs the probe’s time-out besides. What one such event costs has to leave room for the others of the month.',
    },
    nl: {
      title: 'een dode regio vinden kost een groot deel van het foutbudget',
      message: ({ service, kind, detectMs, budgetMs }, format) =>
        `een regio van ${service} die ${FAILS.nl[kind]} is zonder verkeer in het slechtste geval pas na ${seconds(detectMs, format)} uit de roulatie: detectie ${seconds(detectMs, format)} + actie 0 s + verspreiding 0 s (elke node test zelf) = ${format.number((detectMs / budgetMs) * 100)} % van de ${seconds(budgetMs, format)} die de doelstelling overlaat`,
      fix: ({ intervalMs, detectMs, budgetMs }, format) =>
        `test elke ${seconds(shorter(intervalMs, detectMs, budgetMs), format)} of vaker`,
      why: 'De eigen checks van Kong houden een service overeind als Ballast er niet is. Ze hebben twee mislukte probes nodig, één per interval, en bij een regio die hangt ook nog de time-out van de probe. Wat één zo’n gebeurtenis kost, moet ruimte laten voor de andere van die maand.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({ shop: { health: '{ path: /health, interval: 60s, timeout: 5s }' } }),
    at: ['services.shop.health.interval'],
  },
});

function slowest({ kong }: ServiceTimes): [Kind, number] {
  const kinds: [Kind, number][] = [
    ['hangs', kong.hangingMs],
    ['refuses', kong.refusedMs],
    ['errors', kong.statusMs],
  ];
  return kinds.reduce((worst, one) => (one[1] > worst[1] ? one : worst));
}

/** An interval in whole or half seconds with which the event stays below the first limit. */
function shorter(intervalMs: number, detectMs: number, budgetMs: number): number {
  const wanted = (intervalMs * WARNING_SHARE * budgetMs) / detectMs;
  return Math.max(500, Math.floor(wanted / 500) * 500);
}
