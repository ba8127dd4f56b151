/** Active detection that eats the error budget before Kong has noticed. */

import { budgetMsOf } from '../../../context.ts';
import { defineRule } from '../../../define-rule.ts';
import type { KongUpstream } from '../../../inputs/kong.ts';
import { seconds } from '../../../words.ts';
import { kongExample } from '../../example.ts';
import { activeFailures, inChecks, isProbing } from './checks.ts';

/** Above these shares of the budget for one event. */
const WARNING_SHARE = 0.1;
const ERROR_SHARE = 1 / 3;
/** Kong's checker looks at the time ten times a second (kong-facts B4). */
const TICK_MS = 100;

interface Values {
  readonly upstream: string;
  readonly failures: number;
  readonly intervalMs: number;
  /** F × I. */
  readonly roundsMs: number;
  /** With what a hanging probe and the scheduler add. */
  readonly hangingMs: number;
  readonly shareRatio: number;
  readonly budgetMs: number;
  readonly availabilityRatio: number;
}

const example = (interval: number, failures: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          healthy: { interval: ${interval}, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: ${failures}, timeouts: ${failures}, http_failures: ${failures} }
      targets: [{ target: "orders-1:8080" }]
`;

export const slowDetection = defineRule<'kong', Values>({
  code: 'KB123',
  name: 'slow-detection',
  severity: 'error',
  source: 'kong-facts B4, E7; recordings 91',
  appliesTo: 'kong',
  *check({ upstreams }, context) {
    const budgetMs = budgetMsOf(context);
    for (const upstream of upstreams) {
      if (!isProbing(upstream) || activeFailures(upstream).length === 0) continue;
      const { hangingMs, ...times } = detectionOf(upstream);
      const shareRatio = times.roundsMs / budgetMs;
      if (shareRatio < WARNING_SHARE) continue;
      yield {
        ...inChecks(upstream, 'active', 'healthy', 'interval'),
        severity: shareRatio > ERROR_SHARE ? 'error' : 'warning',
        values: {
          upstream: upstream.name,
          ...times,
          hangingMs,
          shareRatio,
          budgetMs,
          availabilityRatio: context.objective.availabilityRatio,
        },
      };
    }
  },
  text: {
    en: {
      title: 'detection takes a large part of the error budget',
      message: (values, format) =>
        `without traffic, worst-case active detection of ${values.upstream} is ${seconds(values.roundsMs, format)} (${values.failures} failures × ${seconds(values.intervalMs, format)}; ${seconds(values.hangingMs, format)} for a target that hangs): ${format.number(values.shareRatio * 100)} % of the ${seconds(values.budgetMs, format)} that ${format.percent(values.availabilityRatio)} leaves in 30 days`,
      fix: () =>
        'set active.healthy.interval to 1 or 2 with 2 failures, and a timeout below the interval',
      why: 'Detection takes failures × active.healthy.interval, plus the time-out of a probe that hangs. active.unhealthy.interval plays no part in it: that one governs recovery. Until then every request that meets the target fails or waits.',
    },
    nl: {
      title: 'detectie kost een groot deel van het foutbudget',
      message: (values, format) =>
        `zonder verkeer duurt actieve detectie van ${values.upstream} in het slechtste geval ${seconds(values.roundsMs, format)} (${values.failures} fouten × ${seconds(values.intervalMs, format)}; ${seconds(values.hangingMs, format)} voor een target dat blijft hangen): ${format.number(values.shareRatio * 100)} % van de ${seconds(values.budgetMs, format)} die ${format.percent(values.availabilityRatio)} in 30 dagen overlaat`,
      fix: () =>
        'zet active.healthy.interval op 1 of 2 met 2 fouten, en een timeout die korter is dan het interval',
      why: 'Detectie duurt het aantal fouten × active.healthy.interval, plus de time-out van een probe die blijft hangen. active.unhealthy.interval telt daarbij niet mee: dat bepaalt het herstel. Tot die tijd mislukt of wacht elk verzoek dat op het target terechtkomt.',
    },
  },
  good: kongExample(example(2, 2)),
  bad: {
    ...kongExample(example(30, 3)),
    at: ['upstreams[0].healthchecks.active.healthy.interval'],
  },
});

/** The slowest of the kinds of failure that are counted. */
function detectionOf(upstream: KongUpstream) {
  const { healthy, timeout, unhealthy } = upstream.settings.healthchecks.active;
  const failures = Math.max(...activeFailures(upstream));
  const intervalMs = healthy.interval * 1_000;
  const hangs = unhealthy.timeouts > 0 ? unhealthy.timeouts : failures;
  return {
    failures,
    intervalMs,
    roundsMs: failures * intervalMs,
    hangingMs: hangs * (intervalMs + TICK_MS) + timeout * 1_000,
  };
}
