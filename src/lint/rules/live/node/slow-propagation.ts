/** `db_update_frequency` as Kong ships it: the other nodes know of a write seconds later. */

import { defineRule } from '../../../define-rule.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

interface Values {
  readonly node: string;
  readonly seconds: number;
}

export const slowPropagation = defineRule<'live', Values>({
  code: 'KB401',
  name: 'slow-propagation',
  severity: 'warning',
  source: 'recordings 33, 90; kong-facts A11',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      const seconds = one.configuration['db_update_frequency'];
      if (one.database === 'off' || typeof seconds !== 'number' || seconds <= 1) continue;
      yield { ...setting('db_update_frequency'), values: { node: nameOf(one), seconds } };
    }
  },
  text: {
    en: {
      title: 'writes reach the other nodes after seconds',
      message: ({ node: name, seconds }) =>
        `db_update_frequency is ${seconds} s on ${name}: the other nodes take over a weight or a health mark up to ${seconds} s later`,
      fix: () => 'set db_update_frequency = 1 (KONG_DB_UPDATE_FREQUENCY=1) on every node',
      why: 'Measured on 3.9.3 a weight was in use on another node after 2.2 s on average and 4.4 s at most with 5, after 0.24 s and 0.78 s with 1. Meanwhile that node goes on sending to a target that was taken out.',
    },
    nl: {
      title: 'wijzigingen bereiken de andere nodes pas na seconden',
      message: ({ node: name, seconds }) =>
        `db_update_frequency staat op ${name} op ${seconds} s: andere nodes nemen een gewicht of een health-markering tot ${seconds} s later over`,
      fix: () => 'zet db_update_frequency = 1 (KONG_DB_UPDATE_FREQUENCY=1) op elke node',
      why: 'Gemeten op 3.9.3 gebruikte een andere node een nieuw gewicht bij 5 na gemiddeld 2,2 s en hooguit 4,4 s, bij 1 na 0,24 s en 0,78 s. Zolang stuurt die node nog verkeer naar een target dat er al uit is.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { db_update_frequency: 5 })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.db_update_frequency'],
  },
});
