/** A way back that takes hours: meanwhile there is nothing left to fail over to. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly returnMs: number;
  readonly holdMs: number;
  readonly steps: number;
}

const LONG_MS = 2 * 3_600_000;

export const slowReturn = defineRule<'strategy', Values>({
  code: 'KB204',
  name: 'return-takes-hours',
  severity: 'warning',
  source: 'control-law 9 iii; design §7',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, times, at } of eachService(input)) {
      if (times.returnMs <= LONG_MS || service.targets.length === 0) continue;
      const { holdMs, steps } = service.failback;
      const values = { service: service.name, returnMs: times.returnMs, holdMs };
      yield { ...at('failback'), at: 'key', values: { ...values, steps: steps.length } };
    }
  },
  text: {
    en: {
      title: 'the way back takes hours',
      message: ({ service, returnMs, holdMs, steps }, { duration }) =>
        `a healed region of ${service} has its traffic back after ${duration(returnMs)} at best: hold ${duration(holdMs)}, then ${steps} steps`,
      fix: () => 'shorten hold or minDwell, take fewer steps, or ask for fewer minRequests',
      why: 'Until the region is back the service runs without a spare, on the capacity of the others. Each hour of that is an hour in which the next failure is an outage.',
    },
    nl: {
      title: 'terugschakelen duurt uren',
      message: ({ service, returnMs, holdMs, steps }, { duration }) =>
        `een herstelde regio van ${service} heeft zijn verkeer op zijn vroegst na ${duration(returnMs)} terug: ${duration(holdMs)} wachten, daarna ${steps} stappen`,
      fix: () => 'maak hold of minDwell korter, neem minder stappen of vraag minder minRequests',
      why: 'Tot de regio terug is, draait de service zonder reserve op de capaciteit van de andere. Elk uur daarvan is een uur waarin de volgende storing meteen uitval betekent.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({ shop: { failback: '{ minDwell: 30m, hold: 10m }' } }),
    at: ['services.shop.failback'],
  },
});
