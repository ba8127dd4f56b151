/** How a node's workers take over changes. */

import { defineRule } from '../../../define-rule.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

export const strictConsistency = defineRule<'live', { readonly node: string }>({
  code: 'KB408',
  name: 'worker-consistency-strict',
  severity: 'warning',
  source: 'kong-facts A11',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      if (one.configuration['worker_consistency'] !== 'strict') continue;
      yield { ...setting('worker_consistency'), values: { node: nameOf(one) } };
    }
  },
  text: {
    en: {
      title: 'router rebuilt within requests',
      message: ({ node: name }) =>
        `${name} rebuilds its router within requests (worker_consistency = strict, which is deprecated)`,
      fix: () => 'set worker_consistency = eventual; weights take effect at once under both',
      why: 'Changes of targets reach the workers at once in both modes. Strict only makes requests wait for a rebuild after every change of a route, service or plugin.',
    },
    nl: {
      title: 'router herbouwd tijdens requests',
      message: ({ node: name }) =>
        `${name} bouwt zijn router opnieuw tijdens requests (worker_consistency = strict, en dat is verouderd)`,
      fix: () => 'zet worker_consistency = eventual; gewichten werken bij allebei meteen',
      why: 'Wijzigingen in targets bereiken de workers in beide standen meteen. Strict laat alleen requests wachten op de herbouw na elke wijziging van een route, service of plugin.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { worker_consistency: 'strict' })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.worker_consistency'],
  },
});

export const slowWorkers = defineRule<'live', { readonly node: string; readonly seconds: number }>({
  code: 'KB409',
  name: 'slow-worker-updates',
  severity: 'warning',
  source: 'kong-facts A11; recordings 40, 41',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      const seconds = one.configuration['worker_state_update_frequency'];
      if (typeof seconds !== 'number' || seconds <= 5) continue;
      const values = { node: nameOf(one), seconds };
      yield { ...setting('worker_state_update_frequency'), values };
    }
  },
  text: {
    en: {
      title: 'workers look for changes rarely',
      message: ({ node: name, seconds }) =>
        `on ${name} a change of a service, route, plugin or upstream takes up to ${seconds} s, and more on the other nodes`,
      fix: () => 'set worker_state_update_frequency = 5, Kong’s default, or less',
      why: 'Routes that close a door, limits that protect a target, and the first apply of an upstream wait for this clock. With 5 s re-pointing a service took up to 9.8 s on another node.',
    },
    nl: {
      title: 'workers kijken zelden of er iets veranderd is',
      message: ({ node: name, seconds }) =>
        `op ${name} duurt een wijziging van een service, route, plugin of upstream tot ${seconds} s, en op andere nodes langer`,
      fix: () => 'zet worker_state_update_frequency = 5, de standaard van Kong, of lager',
      why: 'Routes die een deur sluiten, limieten die een target beschermen en de eerste apply van een upstream wachten op deze klok. Bij 5 s duurde het omzetten van een service op een andere node tot 9,8 s.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { worker_state_update_frequency: 30 })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.worker_state_update_frequency'],
  },
});
