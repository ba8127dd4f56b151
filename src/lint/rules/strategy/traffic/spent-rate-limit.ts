/** Two rate limits of which the longer is spent early: 429 for the rest of its time. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

type Unit = 'second' | 'minute' | 'hour' | 'day';

interface Values {
  readonly short: Unit;
  readonly shortLimit: number;
  readonly long: Unit;
  readonly longLimit: number;
  readonly spentAfterMs: number;
}

const LENGTH_MS: Readonly<Record<Unit, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
/** Shorter waits are what a limit against bursts is for. */
const LOCKOUT_MS = 10 * 60_000;
const UNITS: readonly Unit[] = ['second', 'minute', 'hour', 'day'];
const DUTCH: Readonly<Record<Unit, string>> = {
  second: 'seconde',
  minute: 'minuut',
  hour: 'uur',
  day: 'dag',
};

export const spentRateLimit = defineRule<'strategy', Values>({
  code: 'KB226',
  name: 'rate-limit-spent-early',
  severity: 'warning',
  source: 'folklore b-plugins',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      const limits = service.protect.rateLimit ?? {};
      const units = UNITS.filter((unit) => limits[unit] !== undefined);
      for (const [index, long] of units.entries()) {
        const short = units[index - 1];
        const [shortLimit, longLimit] = [limits[short ?? long], limits[long]];
        if (short === undefined || shortLimit === undefined || longLimit === undefined) continue;
        const spentAfterMs = (longLimit / shortLimit) * LENGTH_MS[short];
        // Less than the shorter limit is refused by the parser.
        if (longLimit < shortLimit || LENGTH_MS[long] - spentAfterMs < LOCKOUT_MS) continue;
        const values = { short, shortLimit, long, longLimit, spentAfterMs };
        yield { ...at('protect', 'rateLimit', long), values };
      }
    }
  },
  text: {
    en: {
      title: 'rate limit that is spent early',
      message: ({ short, shortLimit, long, longLimit, spentAfterMs }, { duration }) =>
        `${longLimit} per ${long} are spent after ${duration(spentAfterMs)} at ${shortLimit} per ${short}: 429 for the rest of the ${long}`,
      fix: ({ short, shortLimit, long }) =>
        `write at least ${(shortLimit * LENGTH_MS[long]) / LENGTH_MS[short] / 2} per ${long}, or remove one of the two`,
      why: 'A client that keeps to the shorter limit is shut out by the longer one all the same. To callers that is an outage, and to the alerts too.',
    },
    nl: {
      title: 'limiet die te vroeg op is',
      message: ({ short, shortLimit, long, longLimit, spentAfterMs }, { duration }) =>
        `${longLimit} per ${DUTCH[long]} is bij ${shortLimit} per ${DUTCH[short]} na ${duration(spentAfterMs)} op: de rest van ${long === 'hour' ? 'het uur' : `de ${DUTCH[long]}`} is het 429`,
      fix: ({ short, shortLimit, long }) =>
        `schrijf minstens ${(shortLimit * LENGTH_MS[long]) / LENGTH_MS[short] / 2} per ${DUTCH[long]}, of haal een van de twee weg`,
      why: 'Een client die zich aan de korte limiet houdt, wordt door de lange toch buitengesloten. Voor wie aanroept is dat uitval, en voor de alarmen ook.',
    },
  },
  good: {
    files: strategyFile({ shop: { protect: '{ rateLimit: { minute: 100, hour: 6000 } }' } }),
  },
  bad: {
    files: strategyFile({ shop: { protect: '{ rateLimit: { minute: 100, hour: 1000 } }' } }),
    at: ['services.shop.protect.rateLimit.hour'],
  },
});
