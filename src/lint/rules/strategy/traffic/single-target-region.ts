/** One target in a region: its loss is the loss of the region. */

import { defineRule } from '../../../define-rule.ts';
import { eachService, targetsByRegion } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly region: string;
}

/** A Service of Kubernetes stands for its pods. */
const SEVERAL_BEHIND = /\.svc(?:\.|$)/;

export const singleTargetRegion = defineRule<'strategy', Values>({
  code: 'KB220',
  name: 'single-target-in-region',
  severity: 'warning',
  source: 'folklore b-upstream; design G3',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      for (const [region, targets] of targetsByRegion(service)) {
        const [only] = targets;
        if (targets.length !== 1 || only === undefined || SEVERAL_BEHIND.test(only.host)) continue;
        yield { ...at('targets', region), at: 'key', values: { service: service.name, region } };
      }
    }
  },
  text: {
    en: {
      title: 'one target in a region',
      message: ({ service, region }) =>
        `${service} has one target in ${region}: there is no redundancy inside the region`,
      fix: () => 'add a second host there, in another zone if there is one',
      why: 'Every restart and release of that one host moves the whole region’s traffic elsewhere and back, with cold caches on both sides.',
    },
    nl: {
      title: 'één target in een regio',
      message: ({ service, region }) =>
        `${service} heeft één target in ${region}: binnen de regio is er niets dubbel`,
      fix: () => 'zet er een tweede host bij, liefst in een andere zone',
      why: 'Bij elke herstart en elke release van die ene host verhuist al het verkeer van de regio heen en weer, met aan beide kanten koude caches.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({
      shop: {
        targets:
          '{ eu-west: { hosts: [a1:80, a2:80], capacity: 200rps }, eu-north: { hosts: [b1:80], capacity: 400rps } }',
      },
    }),
    at: ['services.shop.targets.eu-north'],
  },
});
