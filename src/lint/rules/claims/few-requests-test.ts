/** "Ten curl calls show the balancing": they show chance. */

import { defineClaim } from './claim-rule.ts';
import { isDenied } from './words.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  five: 5,
  six: 6,
  ten: 10,
  twelve: 12,
  twenty: 20,
  vijf: 5,
  zes: 6,
  tien: 10,
  twaalf: 12,
  twintig: 20,
};
const COUNT =
  /(?<![\w.,])(\d{1,3}|five|six|ten|twelve|twenty|vijf|zes|tien|twaalf|twintig)\s+(?:\S+\s+)?(?:curls?\b|calls?\b|requests?\b|verzoeken|aanroepen)/;
const BALANCING = /round[\s-]?robin|balanc|weights?\b|distribut|verdel|gewicht/;
const TEST = /test|verif|show|check|prove|controle|aanto|bewijs|zien/;

export const fewRequestsClaim = defineClaim<{ readonly count: number }>({
  code: 'KB605',
  name: 'claim-few-requests-prove-balancing',
  severity: 'info',
  source: 'recordings 72, 73, 75, 77',
  recognise(plain) {
    const found = COUNT.exec(plain)?.[1];
    if (found === undefined || !BALANCING.test(plain) || !TEST.test(plain)) return null;
    const count = NUMBERS[found] ?? Number(found);
    return count < 100 && !isDenied(plain) ? { count } : null;
  },
  text: {
    en: {
      title: 'a few requests do not show how traffic is shared',
      message: ({ count }) =>
        `${count} requests show little: each worker has a shuffled wheel of its own, and a share of 1 % is not seen in ${Math.round(0.99 ** count * 100)} % of such tests`,
      fix: () =>
        'send one full wheel (sum of the weights ÷ their greatest common divisor) many times over, or read nodeWeight from GET /upstreams/NAME/health',
      why: 'Kong’s round-robin is exact over the whole wheel and random within it; under least-connections one request at a time reaches only the heaviest targets.',
    },
    nl: {
      title: 'een paar requests laten de verdeling niet zien',
      message: ({ count }) =>
        `${count} requests zeggen weinig: elke worker heeft zijn eigen geschudde wiel, en een aandeel van 1 % blijft in ${Math.round(0.99 ** count * 100)} % van zulke tests onzichtbaar`,
      fix: () =>
        'stuur een heel wiel (som van de gewichten ÷ hun grootste gemene deler) vele malen rond, of lees nodeWeight uit GET /upstreams/NAAM/health',
      why: 'Round-robin van Kong klopt precies over het hele wiel en is daarbinnen willekeurig; bij least-connections komt één request tegelijk alleen bij de zwaarste targets.',
    },
  },
  good: 'A load test of 20,000 requests checks the round-robin shares.',
  bad: [
    'round-robin over the targets can be tested with ten `curl` calls',
    'Met 10 requests laten we zien dat de verdeling klopt.',
  ],
});
