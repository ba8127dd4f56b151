/** A failover that waits for a person, against an objective that does not leave the time. */

import { defineRule } from '../../../define-rule.ts';
import { holdsStandby } from '../../../../model/promotion.ts';
import { seconds } from '../../../words.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly personMs: number;
  readonly budgetMs: number;
  readonly isHeld: boolean;
}

export const manualFailover = defineRule<'strategy', Values>({
  code: 'KB210',
  name: 'manual-failover-exceeds-budget',
  severity: 'warning',
  source: 'design §7; src/generate/advice/tuning.ts (personMs)',
  appliesTo: 'strategy',
  *check(input) {
    const { personMs } = input.facts;
    for (const { service, times, at } of eachService(input)) {
      const { budgetMs } = times;
      if (service.failover.approval !== 'manual' || personMs <= budgetMs) continue;
      const isHeld = holdsStandby(service);
      const values = { service: service.name, personMs, budgetMs, isHeld };
      yield { ...at('failover', isHeld ? 'beforeApproval' : 'approval'), values };
    }
  },
  text: {
    en: {
      title: 'failover waits for a person longer than the objective allows',
      message: ({ service, personMs, budgetMs, isHeld }, format) =>
        (isHeld
          ? `nothing reaches the standby of ${service} before a person has acted, not from Kong alone either (G1 does not hold): `
          : '') +
        `${service} waits for a person at every failover, some ${format.duration(personMs)}: a region in which ${format.number((budgetMs / personMs) * 100)} % of the requests fail has spent all ${seconds(budgetMs, format)} by then`,
      fix: () =>
        'write approval: auto and let `before` do what a person would check, or state an objective that has the time',
      why: 'Being called, understanding and deciding takes a quarter of an hour at best. Kong’s own checks still take dead targets out; what fails in part, or has to be moved for want of capacity, stays where it is until somebody answers.',
    },
    nl: {
      title: 'failover wacht langer op een mens dan de doelstelling toestaat',
      message: ({ service, personMs, budgetMs, isHeld }, format) =>
        (isHeld
          ? `niets bereikt de standby van ${service} voordat iemand heeft gehandeld, ook niet via Kong alleen (G1 geldt niet): `
          : '') +
        `${service} wacht bij elke failover op een mens, zo’n ${format.duration(personMs)}: een regio waarin ${format.number((budgetMs / personMs) * 100)} % van de requests mislukt heeft dan alle ${seconds(budgetMs, format)} al opgemaakt`,
      fix: () =>
        'schrijf approval: auto en laat `before` doen wat iemand zou nakijken, of spreek een doelstelling af die deze tijd heeft',
      why: 'Gebeld worden, begrijpen en beslissen kost op zijn best een kwartier. Dode targets haalt Kong zelf wel weg; wat deels faalt of door ruimtegebrek verplaatst moet worden, blijft staan tot iemand antwoordt.',
    },
  },
  good: {
    files: strategyFile({
      shop: {
        failover: '{ standbyShare: 1%, approval: manual }',
        objective: '{ availability: 99.9% }',
      },
    }),
  },
  bad: {
    files: strategyFile({ shop: { failover: '{ standbyShare: 1%, approval: manual }' } }),
    at: ['services.shop.failover.approval'],
  },
});
