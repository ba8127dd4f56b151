import type { CapacityWords } from '../en/capacity.ts';

export const CAPACITY: CapacityWords = {
  heading: 'Capaciteit: nu en zonder een regio',
  head: [
    'Service',
    'Regio die uitvalt',
    'Capaciteit',
    'Blijft over',
    'Past tot',
    'Ruimte bij deze belasting',
    'Oordeel',
  ],
  verdict: {
    fits: 'past',
    short: '**te weinig bij volle belasting**',
    'short-at-peak': '**te weinig bij de piek**',
    unknown: 'onbekend',
    'nothing-left': '**niets over**',
  },
  notStated: 'niet opgegeven',
  note: ({ ceiling }) =>
    `Een regio wordt gevuld tot ${ceiling} van wat is opgegeven. “Past” betekent: de andere regio’s kunnen alles overnemen wat de uitgevallen regio mocht krijgen. Opgegeven is niet gemeten, dus oefen het een keer.`,
  atPeak: 'Waar een belasting is opgegeven, gelden “past”, de ruimte en de bezetting bij de piek.',
  whenShort: {
    shed: 'Wat niet past, wordt bewust geweigerd waar de opbouw dat toelaat (503 met Retry-After), zodat de rest goed bediend blijft.',
    overflow:
      'Wat niet past, gaat toch naar de overgebleven targets; die kunnen daardoor voor iedereen trager worden.',
  },
  targetsHead: [
    'Service',
    'Target',
    'Regio',
    'Opgegeven',
    'Nu',
    'Bezet',
    'Hoogste',
    'Bezet',
    'Bij uitval van',
  ],
  targetsIntro:
    'Elk target bij bovenstaande belasting: nu, en als de regio uitvalt waarvan het het meeste overneemt:',
  overCeiling: ({ services, ceiling }) =>
    `Boven ${ceiling} van de capaciteit als er een regio uitvalt: targets van ${services}.`,
  chart:
    'Belasting die past als een regio uitvalt (balk), de belasting waarmee gerekend is (streepjes) en alles wat overblijft (omlijnd)',
  without: ({ service, region }) => `${service} zonder ${region}`,
};
