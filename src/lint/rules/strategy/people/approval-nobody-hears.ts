/** `approval: manual` with nobody told that there is something to approve. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly kind: 'failover' | 'failback';
}

export const approvalNobodyHears = defineRule<'strategy', Values>({
  code: 'KB211',
  name: 'approval-nobody-hears-of',
  severity: 'error',
  source: 'design §2 (notify), G9',
  appliesTo: 'strategy',
  *check(input) {
    const told = new Set(input.strategy.notify.flatMap(({ events }) => events));
    for (const { service, at } of eachService(input)) {
      for (const kind of ['failover', 'failback'] as const) {
        if (service[kind].approval !== 'manual' || told.has(kind)) continue;
        yield { ...at(kind, 'approval'), values: { service: service.name, kind } };
      }
    }
  },
  text: {
    en: {
      title: 'approval that nobody is asked for',
      message: ({ service, kind }) =>
        `a ${kind} of ${service} waits for a person, but notify tells nobody about ${kind}`,
      fix: ({ kind }) =>
        `add \`notify: [{ webhook: "https://…", events: [${kind}] }]\`, or write approval: auto`,
      why: 'The request for approval is an event. Without a receiver it is seen only by who happens to look at `ballast status`.',
    },
    nl: {
      title: 'goedkeuring waar niemand om gevraagd wordt',
      message: ({ service, kind }) =>
        `een ${kind} van ${service} wacht op een mens, maar notify vertelt niemand iets over ${kind}`,
      fix: ({ kind }) =>
        `voeg toe: \`notify: [{ webhook: "https://…", events: [${kind}] }]\`, of schrijf approval: auto`,
      why: 'De vraag om goedkeuring is een event. Zonder ontvanger ziet alleen degene hem die toevallig naar `ballast status` kijkt.',
    },
  },
  good: { files: strategyFile({ shop: { failback: '{ approval: manual }' } }) },
  bad: {
    files: strategyFile({
      shop: { failback: '{ approval: manual }' },
      top: { notify: '[{ webhook: "https://hooks.example.com/x", events: [failover] }]' },
    }),
    at: ['services.shop.failback.approval'],
  },
});
