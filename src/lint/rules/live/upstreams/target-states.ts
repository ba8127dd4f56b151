/** States of targets in which something is the matter: off, unresolved, down. */

import { defineRule } from '../../../define-rule.ts';
import { listed } from '../../../words.ts';
import { kong, upstream } from '../examples.ts';

interface Values {
  readonly upstream: string;
  readonly target: string;
}

export const checksOff = defineRule<
  'live',
  { readonly upstream: string; readonly targets: readonly string[] }
>({
  code: 'KB430',
  name: 'targets-not-checked',
  severity: 'warning',
  source: 'recordings 1, 23; kong-facts B1',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const { name, views } of facts.upstreams) {
      const [view] = views;
      const off = (view?.targets ?? []).filter(
        // At weight 0 a target is never checked; one on loopback is Kong itself (two-level layout).
        ({ health, weight, target }) =>
          health === 'HEALTHCHECKS_OFF' && weight > 0 && !target.startsWith('127.'),
      );
      if (off.length === 0) continue;
      const targets = off.map(({ target }) => target);
      yield { file, path: ['upstreams', name], values: { upstream: name, targets } };
    }
  },
  text: {
    en: {
      title: 'targets that nobody checks',
      message: ({ upstream: name, targets }) =>
        `Kong checks none of ${listed(targets, 'en')} in upstream ${name} (HEALTHCHECKS_OFF): a dead one keeps its share`,
      fix: () =>
        'set intervals and counters in healthchecks.active; `ballast generate` writes both',
      why: 'Without checks each request to a dead target waits for a time-out and may be tried on the same target again. Health marks are refused as well: there is no checker to take them.',
    },
    nl: {
      title: 'targets die niemand controleert',
      message: ({ upstream: name, targets }) =>
        `Kong controleert ${listed(targets, 'nl')} in upstream ${name} niet (HEALTHCHECKS_OFF): een dood target houdt zijn deel`,
      fix: () =>
        'stel intervallen en tellers in bij healthchecks.active; `ballast generate` schrijft beide',
      why: 'Zonder checks wacht elke request naar een dood target op een time-out, en probeert het daarna misschien weer op hetzelfde target. Ook markeringen worden geweigerd: er is geen checker om ze aan te nemen.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({
      upstreams: [
        upstream({}, [
          [
            ['HEALTHCHECKS_OFF', 100],
            ['HEALTHCHECKS_OFF', 100],
          ],
        ]),
      ],
    }),
    at: ['upstreams.shop'],
  },
});

interface Unresolved {
  readonly upstream: string;
  readonly targets: readonly string[];
  readonly nodes: number;
}

export const nameNotResolved = defineRule<'live', Unresolved>({
  code: 'KB431',
  name: 'target-not-resolved',
  severity: 'error',
  source: 'recordings 23, 65; kong-facts A12',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const { name, views } of facts.upstreams) {
      const failing = views.map(({ targets }) =>
        targets.flatMap(({ target, health }) => (health === 'DNS_ERROR' ? [target] : [])),
      );
      const targets = [...new Set(failing.flat())];
      if (targets.length === 0) continue;
      const nodes = failing.filter((some) => some.length > 0).length;
      yield { file, path: ['upstreams', name], values: { upstream: name, targets, nodes } };
    }
  },
  text: {
    en: {
      title: 'target whose name does not resolve',
      message: ({ upstream: name, targets, nodes }) =>
        `${nodes === 1 ? 'a node' : `${nodes} nodes`} cannot resolve ${listed(targets, 'en')} of upstream ${name} (DNS_ERROR): no traffic goes there`,
      fix: () =>
        'correct the name or the resolver of the node; `ballast lint --dns` shows what this machine sees',
      why: 'A target without an address is left out of the balancer as if its weight were 0. When it is the standby, nobody notices before the failover.',
    },
    nl: {
      title: 'target waarvan de naam niet te vinden is',
      message: ({ upstream: name, targets, nodes }) =>
        `${nodes === 1 ? 'een node kan' : `${nodes} nodes kunnen`} ${listed(targets, 'nl')} van upstream ${name} niet opzoeken (DNS_ERROR): daar gaat geen verkeer heen`,
      fix: () =>
        'verbeter de naam of de resolver van de node; `ballast lint --dns` laat zien wat deze machine ziet',
      why: 'Een target zonder adres valt buiten de balancer alsof zijn gewicht 0 is. Is het de standby, dan merkt niemand dat vóór de failover.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({
      upstreams: [
        upstream({}, [
          [
            ['DNS_ERROR', 0],
            ['HEALTHY', 100],
          ],
        ]),
      ],
    }),
    at: ['upstreams.shop'],
  },
});

export const targetDown = defineRule<'live', Values & { readonly nodes: readonly string[] }>({
  code: 'KB432',
  name: 'target-is-down',
  severity: 'warning',
  source: 'recordings 23, 34',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const { name, weights, views } of facts.upstreams) {
      for (const target of Object.keys(weights)) {
        const nodes = views.flatMap(({ nodeId, targets }) =>
          targets.some((one) => one.target === target && one.health === 'UNHEALTHY')
            ? [nodeId]
            : [],
        );
        // Where the nodes disagree, another rule says so.
        if (nodes.length === 0 || nodes.length < views.length) continue;
        const values = { upstream: name, target, nodes };
        yield { file, path: ['upstreams', name, target], values };
      }
    }
  },
  text: {
    en: {
      title: 'target that is down now',
      message: ({ upstream: name, target, nodes }) =>
        `${target} of upstream ${name} is UNHEALTHY on ${nodes.length === 1 ? 'the node asked' : `all ${nodes.length} nodes`}`,
      fix: () => 'find out why its health path fails before anything else is changed',
      why: 'Figures of capacity and failover assume that every target serves. With one down already the next failure meets less room than was planned.',
    },
    nl: {
      title: 'target dat nu plat ligt',
      message: ({ upstream: name, target, nodes }) =>
        `${target} van upstream ${name} is UNHEALTHY op ${nodes.length === 1 ? 'de gevraagde node' : `alle ${nodes.length} nodes`}`,
      fix: () => 'zoek eerst uit waarom de health check mislukt, voordat er iets anders verandert',
      why: 'Cijfers over capaciteit en failover gaan ervan uit dat elk target werkt. Ligt er al een plat, dan treft de volgende storing minder ruimte dan gepland.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({
      upstreams: [
        upstream({}, [
          [
            ['UNHEALTHY', 100],
            ['HEALTHY', 100],
          ],
        ]),
      ],
    }),
    at: ['upstreams.shop["a:80"]'],
  },
});
