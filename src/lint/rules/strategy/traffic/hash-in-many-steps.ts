/** Consistent hashing and a return in many steps: each moves keys, so sessions move many times. */

import { defineRule } from '../../../define-rule.ts';
import { formatRatio } from '../../../../lib/quantities.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly steps: readonly number[];
}

const STEPS_MAX = 3;

export const hashInManySteps = defineRule<'strategy', Values>({
  code: 'KB224',
  name: 'hash-return-in-many-steps',
  severity: 'warning',
  source: 'kong-facts A5, I2',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      const { steps } = service.failback;
      if (service.algorithm.kind !== 'consistent-hashing' || steps.length <= STEPS_MAX) continue;
      yield { ...at('failback', 'steps'), values: { service: service.name, steps } };
    }
  },
  text: {
    en: {
      title: 'consistent hashing with a return in many steps',
      message: ({ service, steps }) =>
        `${service} returns in ${steps.length} steps (${steps.map(formatRatio).join(', ')}), and each of them moves sessions to another target`,
      fix: () => 'write few and large steps, such as steps: [25%, 100%]',
      why: 'A weight is a number of places on the ring; changing it moves the keys of those places: from 100 to 50 of three equal targets 18.6 % of all keys, to 0 39 %. Every step breaks the affinity that hashing is there for.',
    },
    nl: {
      title: 'consistent hashing en terugschakelen in veel stappen',
      message: ({ service, steps }) =>
        `${service} schakelt terug in ${steps.length} stappen (${steps.map(formatRatio).join(', ')}) en elke stap verplaatst sessies naar een ander target`,
      fix: () => 'neem weinig en grote stappen, bijvoorbeeld steps: [25%, 100%]',
      why: 'Een gewicht is een aantal plekken op de ring; verandert het, dan verhuizen de sleutels van die plekken: bij drie gelijke targets van 100 naar 50 18,6 % van alle sleutels, naar 0 39 %. Elke stap breekt de affiniteit waar de hashing voor bedoeld is.',
    },
  },
  good: {
    files: strategyFile({
      shop: {
        algorithm: '{ consistent-hashing: { hashOn: ip } }',
        failback: '{ steps: [25%, 100%] }',
      },
    }),
  },
  bad: {
    files: strategyFile({
      shop: {
        algorithm: '{ consistent-hashing: { hashOn: ip } }',
        failback: '{ steps: [1%, 5%, 10%, 25%, 50%, 100%] }',
      },
    }),
    at: ['services.shop.failback.steps'],
  },
});
