/** "100 % availability", "zero downtime": leaves no budget, and cannot be shown. */

import { defineClaim } from './claim-rule.ts';

const PERFECT =
  /\b100\s?(?:%|percent|procent)\s+(?:available|availability|uptime|beschikbaar|beschikbaarheid)|\b(?:availability|uptime|beschikbaarheid) (?:of |is |van )?(?:is )?100\s?%|\b(?:zero|no|geen|zonder|nul) down[\s-]?time|\bnever (?:goes )?down\b|\bgaat nooit (?:down|plat)\b/;
/** A deployment without downtime is possible and another thing. */
const DEPLOYMENT = /deploy|release|rolling|upgrade|migrat|uitrol/;

export const neverDownClaim = defineClaim<{ readonly found: string }>({
  code: 'KB609',
  name: 'claim-never-down',
  severity: 'warning',
  source: 'https://sre.google/sre-book/embracing-risk/; BLS1501',
  recognise(plain) {
    const found = PERFECT.exec(plain)?.[0];
    return found === undefined || DEPLOYMENT.test(plain) ? null : { found };
  },
  text: {
    en: {
      title: 'nothing is available 100 % of the time',
      message: ({ found }) => `“${found}” leaves no error budget and cannot be shown`,
      fix: () =>
        'promise a ratio and a window that users notice, such as 99.99 % over 30 days, and show what failures cost',
      why: 'With no budget there is no way to tell a good month from a bad one, and no room for drills, which are the only proof that failover works.',
    },
    nl: {
      title: 'niets is 100 % van de tijd beschikbaar',
      message: ({ found }) => `“${found}” laat geen foutbudget over en is niet aan te tonen`,
      fix: () =>
        'beloof een percentage en een periode waar gebruikers iets van merken, zoals 99,99 % over 30 dagen, en laat zien wat storingen kosten',
      why: 'Zonder budget valt een goede maand niet van een slechte te onderscheiden en is er geen ruimte voor oefeningen, het enige bewijs dat een failover werkt.',
    },
  },
  good: 'The availability is 99.99 % over 30 days; releases have zero downtime.',
  bad: ['With two regions the shop has zero downtime.', 'De beschikbaarheid is 100% dankzij Kong.'],
});
