/** "Kong retries on 5xx": an answer is never tried again. */

import { defineClaim } from './claim-rule.ts';
import { hasAll, isDenied } from './words.ts';

const ANSWER = String.raw`(?:5xx|50[0-5]|server errors?|error (?:codes?|responses?)|serverfout|foutcode)`;
const RETRY = String.raw`(?:\bretr(?:y|ies|ied)\b(?!-after)|\bopnieuw\b|herhaal)`;
const NEAR = '[^.;]{0,60}';
/** A retry on an answer, in either order. */
const RETRIED_ANSWER = new RegExp(
  [
    String.raw`${RETRY}${NEAR}\b(?:on|after|when|with|that|bij|na|met|op)\b${NEAR}\b${ANSWER}`,
    String.raw`\b(?:on|after|bij|na|op)\b (?:an? |een |elke )?${ANSWER}\b${NEAR}${RETRY}`,
  ].join('|'),
);
const KONG = /\bkong\b|gateway/;

export const retryClaim = defineClaim<{ readonly what: '5xx' }>({
  code: 'KB607',
  name: 'claim-errors-are-retried',
  severity: 'error',
  source: 'recordings 30, 67; kong-facts A10',
  recognise: (plain) =>
    !isDenied(plain) && hasAll(plain, [RETRIED_ANSWER, KONG]) ? { what: '5xx' } : null,
  text: {
    en: {
      title: 'Kong does not retry answers',
      message: () => 'Kong never retries an answer: a 5xx goes to the client as it is',
      fix: () =>
        'say what is retried: refused connections of any method; closed connections and time-outs of idempotent methods only',
      why: 'Retries help against targets that are gone, not against targets that answer with errors. For those only ejection helps, and until it comes every request on them fails.',
    },
    nl: {
      title: 'Kong herhaalt geen antwoorden',
      message: () => 'Kong herhaalt een antwoord nooit: een 5xx gaat zo door naar de client',
      fix: () =>
        'schrijf op wat wel herhaald wordt: geweigerde verbindingen bij elke methode; verbroken verbindingen en time-outs alleen bij idempotente methoden',
      why: 'Retries helpen tegen targets die weg zijn, niet tegen targets die fouten antwoorden. Daartegen helpt alleen uit de roulatie halen, en tot dat moment mislukt elke request daarop.',
    },
  },
  good: 'Kong retries refused connections on the next target.',
  bad: [
    'Kong retries requests that fail with a 5xx on the next target.',
    'Bij een 503 probeert Kong het opnieuw op een ander target.',
  ],
});
