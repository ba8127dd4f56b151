/** A threshold that a lost region or half of the targets crosses. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import type { KongUpstream } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { byRegion } from '../region.ts';

const example = (threshold: number) => `
  upstreams:
    - name: orders
      healthchecks:
        threshold: ${threshold}
      targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
`;

interface Values {
  readonly upstream: string;
  readonly threshold: number;
  readonly leftPercent: number;
}

export const thresholdHalf = defineRule<'kong', Values>({
  code: 'KB121',
  name: 'threshold-half',
  severity: 'warning',
  source: 'kong-facts A9; recordings 83',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { threshold } = upstream.settings.healthchecks;
      const leftPercent = leftOf(upstream);
      if (threshold >= 100 || leftPercent === null || leftPercent > threshold) continue;
      yield {
        ...within(upstream, 'healthchecks', 'threshold'),
        values: { upstream: upstream.name, threshold, leftPercent },
      };
    }
  },
  text: {
    en: {
      title: 'the threshold shuts out the targets that are left',
      message: ({ upstream, threshold, leftPercent }, format) =>
        `with its largest part down ${upstream} has ${format.number(leftPercent)} % of its weight left, which is not above threshold ${threshold}: Kong answers 503 although targets are healthy`,
      fix: ({ leftPercent }, format) =>
        `write 0, or less than ${format.number(leftPercent)}, unless what is left must be protected from the load`,
      why: 'The threshold fails closed: below it the healthy targets get nothing either. The comparison is strict: 50 % available is not above 50. Weight-0 targets do not count.',
    },
    nl: {
      title: 'de drempel sluit de overgebleven targets buiten',
      message: ({ upstream, threshold, leftPercent }, format) =>
        `als het grootste deel wegvalt, houdt ${upstream} ${format.number(leftPercent)} % van zijn gewicht over, en dat is niet meer dan threshold ${threshold}: Kong geeft 503 terwijl er gezonde targets zijn`,
      fix: ({ leftPercent }, format) =>
        `zet er 0 neer, of minder dan ${format.number(leftPercent)}, tenzij de rest tegen de belasting beschermd moet worden`,
      why: 'Onder de drempel gaat alles dicht: ook de gezonde targets krijgen niets meer. De vergelijking is strikt: 50 % is niet meer dan 50. Targets met gewicht 0 tellen niet mee.',
    },
  },
  good: kongExample(example(0)),
  bad: { ...kongExample(example(50)), at: ['upstreams[0].healthchecks.threshold'] },
});

/** Percent of the weight left without the largest region, or the largest target. */
function leftOf({ targets }: KongUpstream): number | null {
  const weightOf = (members: KongUpstream['targets']) =>
    members.reduce((sum, { weight }) => sum + weight, 0);
  const total = weightOf(targets);
  const regions = byRegion(targets);
  const groups =
    regions !== null && regions.size > 1 ? [...regions.values()] : targets.map((one) => [one]);
  if (total === 0 || groups.length < 2) return null;
  const left = total - Math.max(...groups.map(weightOf));
  return left === 0 ? null : (100 * left) / total;
}
