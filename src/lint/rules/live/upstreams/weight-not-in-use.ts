/** A node that works with another weight than the database says. */

import { defineRule } from '../../../define-rule.ts';
import { kong, upstream } from '../examples.ts';
import { eachView } from './each-view.ts';

interface Values {
  readonly upstream: string;
  readonly target: string;
  readonly node: string;
  readonly weight: number;
  readonly inUse: number;
  readonly addresses: number;
}

export const weightNotInUse = defineRule<'live', Values>({
  code: 'KB434',
  name: 'weight-not-in-use',
  severity: 'warning',
  source: 'recordings 39, 89, 90; kong-facts A12',
  appliesTo: 'live',
  *check(input) {
    for (const {
      upstream: { name },
      nodeId,
      target: one,
      place,
    } of eachView(input)) {
      const { nodeWeight, weight, health, addresses } = one;
      if (nodeWeight === null || nodeWeight === weight || health === 'DNS_ERROR') continue;
      const values = { upstream: name, target: one.target, node: nodeId, weight };
      yield { ...place, values: { ...values, inUse: nodeWeight, addresses: addresses.length } };
    }
  },
  text: {
    en: {
      title: 'weight that a node does not use',
      message: ({ upstream: name, target, node, weight, inUse }) =>
        `node ${node} balances ${target} of upstream ${name} with weight ${inUse}, the database says ${weight}`,
      fix: ({ addresses }) =>
        addresses > 1
          ? 'several addresses or SRV records change a weight; see `ballast lint --dns`'
          : 'ask again after db_update_frequency; if it stays, look in the error log of that node for rebuilds that failed',
      why: 'nodeWeight is what traffic follows. A node that missed a change goes on sending to a region that was emptied, or keeps a healed one waiting.',
    },
    nl: {
      title: 'gewicht dat een node niet gebruikt',
      message: ({ upstream: name, target, node, weight, inUse }) =>
        `node ${node} rekent voor ${target} van upstream ${name} met gewicht ${inUse}, in de database staat ${weight}`,
      fix: ({ addresses }) =>
        addresses > 1
          ? 'meer adressen of SRV-records veranderen een gewicht; zie `ballast lint --dns`'
          : 'vraag het na db_update_frequency nog eens; blijft het zo, zoek dan in de error log van die node naar een herbouw die mislukte',
      why: 'Het verkeer volgt nodeWeight. Een node die een wijziging gemist heeft, stuurt verkeer naar een regio die leeg hoort te zijn, of laat een herstelde regio wachten.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({
      upstreams: [
        upstream({}, [
          [
            ['HEALTHY', 50],
            ['HEALTHY', 100],
          ],
        ]),
      ],
    }),
    at: ['upstreams.shop["a:80"]'],
  },
});
