/** "99.99 % follows from two regions": it follows from times, capacity and causes. */

import { defineClaim } from './claim-rule.ts';
import { isDenied } from './words.ts';

interface Values {
  /** 0–100, as text. */
  readonly percentText: string;
}

const PERCENT = /\b(99[.,]9\d*)\s?(?:%|percent|procent)/;
const REGIONS =
  /multi[\s-]?(?:region|regio|zone|az)|(?:two|three|several|multiple|second|more) (?:regions?|zones?)|(?:twee|drie|meerdere|tweede) (?:regio|zone)/;
const FOLLOWS =
  /\bfollows\b|\bfollow from\b|\bgives?\b|guarantee|ensure|achiev|provides?\b|delivers?\b|\bmeans\b|thanks to|because of|results? in|\breach(?:es)?\b|\bvolgt\b|\bgee?ft\b|\bgeven\b|garandeer|\bzorg(?:t|en)\b|dankzij|beteken(?:t|en)|\blever(?:t|en)\b|\bhaa?l(?:t|en)\b|\bbereik/;
/** Whoever speaks of these has thought of more than the number of regions. */
const SHOWN = /capaci|detect|budget|measured|drill|common cause|gemeten|geoefend|oefening/;

export const availabilityClaim = defineClaim<Values>({
  code: 'KB603',
  name: 'claim-regions-are-availability',
  severity: 'warning',
  source: 'folklore b-claims; design §7; peers 9d',
  recognise(plain) {
    const percentText = PERCENT.exec(plain)?.[1];
    if (percentText === undefined || !REGIONS.test(plain) || !FOLLOWS.test(plain)) return null;
    return isDenied(plain) || SHOWN.test(plain) ? null : { percentText };
  },
  text: {
    en: {
      title: 'availability does not follow from the number of regions',
      message: ({ percentText }) =>
        `${percentText.replace(',', '.')} % does not follow from several regions: detection, action, common causes and capacity N−1 have to be shown`,
      fix: ({ percentText }) =>
        `show the sum: what ${percentText.replace(',', '.')} % leaves in 30 days (${budgetSeconds(percentText)} s), what one failure of each kind costs, and a drill that measured it; \`ballast advise\` writes it`,
      why: 'Two regions share DNS, releases, configuration, people and often a database. And the second one helps only after the loss is noticed, if the traffic moves by itself, and if there is room for it.',
    },
    nl: {
      title: 'beschikbaarheid volgt niet uit het aantal regio’s',
      message: ({ percentText }) =>
        `${percentText.replace('.', ',')} % volgt niet uit meerdere regio’s: detectie, actie, gemeenschappelijke oorzaken en capaciteit N−1 moeten worden aangetoond`,
      fix: ({ percentText }) =>
        `laat de som zien: wat ${percentText.replace('.', ',')} % in 30 dagen overlaat (${budgetSeconds(percentText)} s), wat één storing van elke soort kost, en een oefening waarin dat gemeten is; \`ballast advise\` schrijft het op`,
      why: 'Twee regio’s delen DNS, releases, configuratie, mensen en vaak een database. En de tweede helpt pas als de uitval is opgemerkt, als het verkeer vanzelf verhuist en als er plaats voor is.',
    },
  },
  good: '99.99 % over two regions: detection 5 s, capacity N−1 shown by the drill of March.',
  bad: [
    '99.99 % availability follows from the multi-region set-up',
    'Met twee regio’s halen we een beschikbaarheid van 99,99%.',
  ],
});

function budgetSeconds(percentText: string): number {
  const ratio = Number(percentText.replace(',', '.')) / 100;
  return Math.round((1 - ratio) * 30 * 86_400);
}
