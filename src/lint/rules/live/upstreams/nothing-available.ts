/** An upstream with nothing that can serve: 503 for every request. */

import { defineRule } from '../../../define-rule.ts';
import type { KongTargetView } from '../../../../model/kong.ts';
import { kong, upstream } from '../examples.ts';

type Reason = 'no-targets' | 'weights' | 'down';

interface Values {
  readonly upstream: string;
  readonly reason: Reason;
  readonly nodes: number;
  readonly asked: number;
}

export const nothingAvailable = defineRule<'live', Values>({
  code: 'KB435',
  name: 'upstream-answers-503',
  severity: 'error',
  source: 'recordings 65; kong-facts A7, A8',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const { name, views } of facts.upstreams) {
      const reasons = views.flatMap(({ targets }) => reasonOf(targets) ?? []);
      const [reason] = reasons;
      if (reason === undefined) continue;
      const values = { upstream: name, reason, nodes: reasons.length, asked: views.length };
      yield { file, path: ['upstreams', name], values };
    }
  },
  text: {
    en: {
      title: 'upstream that answers 503 to everything',
      message: ({ upstream: name, nodes, asked, reason }) =>
        `upstream ${name} has nothing that can serve${asked > 1 ? ` on ${nodes} of ${asked} nodes` : ''}: ${reason === 'down' ? 'every target with a weight is down' : reason === 'weights' ? 'every weight is 0' : 'it has no targets'}`,
      fix: ({ reason }) =>
        reason === 'down'
          ? 'find out what the targets have in common; if the checks are wrong, mark one healthy'
          : 'give at least one target a weight above 0',
      why: 'Kong fails closed: it has no panic mode that would try the targets all the same. Every request gets 503 “failure to get a peer from the ring-balancer”.',
    },
    nl: {
      title: 'upstream die op alles 503 antwoordt',
      message: ({ upstream: name, nodes, asked, reason }) =>
        `upstream ${name} heeft${asked > 1 ? ` op ${nodes} van de ${asked} nodes` : ''} niets wat kan antwoorden: ${reason === 'down' ? 'elk target met een gewicht ligt plat' : reason === 'weights' ? 'elk gewicht is 0' : 'er zijn geen targets'}`,
      fix: ({ reason }) =>
        reason === 'down'
          ? 'zoek uit wat de targets gemeen hebben; kloppen de checks niet, markeer er dan een als gezond'
          : 'geef minstens één target een gewicht boven 0',
      why: 'Kong gaat dicht in plaats van open: er is geen panic mode die het toch op de targets probeert. Elke request krijgt een 503 “failure to get a peer from the ring-balancer”.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({
      upstreams: [
        upstream({}, [
          [
            ['UNHEALTHY', 100],
            ['DNS_ERROR', 0],
          ],
        ]),
      ],
    }),
    at: ['upstreams.shop'],
  },
});

/** `null` when something can serve. */
function reasonOf(targets: readonly KongTargetView[]): Reason | null {
  const weighted = targets.filter(({ weight }) => weight > 0);
  const down = new Set(['UNHEALTHY', 'DNS_ERROR']);
  if (weighted.some(({ health }) => health === null || !down.has(health))) return null;
  if (weighted.length > 0) return 'down';
  return targets.length === 0 ? 'no-targets' : 'weights';
}
