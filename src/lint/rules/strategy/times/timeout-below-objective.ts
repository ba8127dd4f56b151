/** A time-out at or below the latency objective: what the objective allows is cut off. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly timeoutMs: number;
  readonly limitMs: number;
}

export const timeoutBelowObjective = defineRule<'strategy', Values>({
  code: 'KB203',
  name: 'timeout-below-latency-objective',
  severity: 'error',
  source: 'recordings 66, 67; design §7',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, times, at } of eachService(input)) {
      const limitMs = Math.max(0, ...service.objective.latency.map((entry) => entry.limitMs));
      const { timeoutMs } = times;
      if (timeoutMs > limitMs) continue;
      const values = { service: service.name, timeoutMs, limitMs };
      yield { ...at('protect', 'timeout'), values };
    }
  },
  text: {
    en: {
      title: 'time-out at or below the latency objective',
      message: ({ service, timeoutMs, limitMs }, { number }) =>
        `${service} times out after ${number(timeoutMs)} ms, but its objective allows answers up to ${number(limitMs)} ms`,
      fix: ({ limitMs }, { duration }) =>
        `write ${duration(4 * limitMs)}, four times the objective, or leave it out`,
      why: 'A request that is slow but still within the promise becomes a 504, and a GET is sent a second time to targets that are busy already. Time-outs are for what hangs.',
    },
    nl: {
      title: 'time-out niet boven de latencydoelstelling',
      message: ({ service, timeoutMs, limitMs }, { number }) =>
        `${service} kapt af na ${number(timeoutMs)} ms, terwijl de doelstelling antwoorden tot ${number(limitMs)} ms toestaat`,
      fix: ({ limitMs }, { duration }) =>
        `schrijf ${duration(4 * limitMs)}, vier keer de doelstelling, of laat het weg`,
      why: 'Een request die traag is maar nog binnen de belofte valt, wordt een 504, en een GET gaat nog eens naar targets die het al druk hebben. Time-outs zijn er voor wat hangt.',
    },
  },
  good: { files: strategyFile({ shop: { protect: '{ timeout: 1200ms }' } }) },
  bad: {
    files: strategyFile({ shop: { protect: '{ timeout: 250ms }' } }),
    at: ['services.shop.protect.timeout'],
  },
});
