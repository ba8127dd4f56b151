/** `healthchecks.threshold: 100`: the comparison is strict, so nothing is ever enough. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';

const upstream = (threshold: number) => ({
  'kong.yaml': `_format_version: "3.0"
upstreams:
  - name: orders
    healthchecks:
      threshold: ${threshold}
    targets:
      - target: orders-1:8080
`,
});

export const thresholdNeverMet = defineRule<'kong', { upstream: string }>({
  code: 'KB140',
  name: 'threshold-never-met',
  severity: 'error',
  source: 'kong-facts A9; recordings 83',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const { name, settings, ...entity } of upstreams) {
      if (settings.healthchecks.threshold < 100) continue;
      yield { ...within(entity, 'healthchecks', 'threshold'), values: { upstream: name } };
    }
  },
  text: {
    en: {
      title: 'threshold 100: the upstream never answers',
      message: ({ upstream: name }) =>
        `upstream ${name} answers 503 to every request, even with all targets healthy: more than 100 % of the weight would have to be available`,
      fix: () => 'write 0 (at least one target), or a percentage well below 100',
      why: 'Kong takes an upstream as up only while the available percentage is greater than the threshold, strictly. With 100 that is never so. The check applies even when health checks are off.',
    },
    nl: {
      title: 'threshold 100: de upstream geeft nooit antwoord',
      message: ({ upstream: name }) =>
        `upstream ${name} geeft op elk verzoek een 503, ook als alle targets gezond zijn: er zou meer dan 100 % van het gewicht beschikbaar moeten zijn`,
      fix: () => 'zet er 0 neer (minstens één target), of een percentage ruim onder de 100',
      why: 'Kong rekent een upstream alleen als beschikbaar zolang het beschikbare percentage echt groter is dan de drempel. Bij 100 kan dat niet. De drempel telt ook als de health checks uit staan.',
    },
  },
  good: { files: upstream(0) },
  bad: { files: upstream(100), at: ['upstreams[0].healthchecks.threshold'] },
});
