/** The post-mortem’s Dutch. */

import type { Words } from './english.ts';

export const DUTCH: Words = {
  title: 'Post-mortem van {strategy}',
  subtitle:
    'Van {since} tot {until} (UTC). Gemaakt uit wat Ballast heeft bewaard; het verhoogde cijfer bij een getal wijst de bron aan.',
  contents: 'Inhoud',
  unknown: 'onbekend',
  never: 'niet in deze periode',
  cut: 'De periode heeft meer gebeurtenissen dan er zijn gelezen; kies een kortere.',
  summary: {
    title: 'In het kort',
    harmed:
      '**{service}**: {failed} van {requests} verzoeken gingen verloren ({ratio}), waarvan {shed} bewust geweigerd.',
    harmless: '**{service}**: van {requests} verzoeken ging er geen verloren.',
    silent: '**{service}**: er is geen verkeer geteld.',
    more: 'En nog {count} services, die minder of niets verloren.',
    nothing:
      'Van deze periode is niets bewaard. Zolang Ballast draait, bewaart het cijfers 90 dagen.',
  },
  impact: {
    title: 'Gevolgen',
    intro:
      'Verzoeken zoals de cliënt ze zag; wat cliënten zelf voortijdig afbraken, telt niet mee.',
    head: [
      'Service',
      'Verzoeken',
      'Verloren',
      'Bewust geweigerd',
      'Slechte seconden',
      'Slechtste p99',
      'Budget vooraf',
      'Budget na afloop',
    ],
    causesTitle: 'Wat waar misging',
    causesIntro:
      'Mislukte pogingen, ook als een volgende poging wel lukte; het kunnen er dus meer zijn dan verloren verzoeken.',
    causesHead: ['Service', 'Regio', 'Wat er gebeurde', 'Pogingen'],
    noCauses: 'Geen enkele poging mislukte.',
  },
  causes: {
    errors: 'antwoordde met een fout',
    overload: 'antwoordde “overbelast”',
    timeouts: 'antwoordde niet op tijd',
    connectFailures: 'was niet te bereiken',
  },
  times: {
    title: 'Ontdekking, ingreep, herstel',
    intro:
      'Het begint bij de eerste tijdstap waarin meer dan 1 % van de verzoeken mislukt en eindigt bij de laatste. Nauwkeuriger dan die stappen zijn deze tijden niet.',
    head: ['Service', 'Begin (UTC)', 'Ontdekt na', 'Ingreep na', 'Duurde', 'Nauwkeurig tot'],
    none: 'In geen enkele tijdstap mislukte meer dan 1 % van de verzoeken.',
    goesOn: 'duurt aan het eind van de periode voort',
  },
  timeline: {
    title: 'Tijdlijn',
    intro:
      'Tijden in UTC. Elke regel heeft een nummer: `ballast explain NUMMER` geeft het bewijs en wat erop volgde.',
    head: ['Tijd', 'Nr.', 'Wat', 'Waarom, met de getallen'],
    none: 'Er is niets besloten.',
    more: 'De eerste {shown} van {count} regels; alle staan in `ballast journal export`.',
  },
  refusals: {
    title: 'Wat Ballast niet deed, en waarom',
    intro: 'Gewenst, maar geweigerd door een beveiliging, een regel of gebrek aan ruimte.',
    head: ['Tijd', 'Nr.', 'Wat', 'Waarom'],
    none: 'Niets van wat gewenst was, is geweigerd.',
  },
  people: {
    title: 'Wat mensen deden',
    head: ['Tijd', 'Wie', 'Wat', 'Afloop'],
    none: 'Niemand heeft ingegrepen.',
    hidden: 'Dit token mag het auditlogboek niet zien; vraag het een operator.',
  },
  settings: {
    title: 'Instellingen die ertoe doen',
    intro:
      'Zoals ze nu zijn; toen kan het anders zijn geweest. De laatste kolom zegt wat geen standaardwaarde is.',
    head: ['Instelling', 'Waarde', 'Bron'],
    none: 'De instellingen zijn hier niet bekend: draai dit naast het strategiebestand, of met --api.',
    own: 'staat in de strategie',
  },
  questions: {
    title: 'Open vragen',
    cause: 'Wat was de oorzaak? Ballast ziet wát er misgaat, niet waardoor.',
    undetected:
      '{service}: meer dan 1 % van de verzoeken mislukte, maar er is niets over besloten. Klopten de drempels, of was er niets om naar uit te wijken?',
    slow: '{service}: van de eerste fouten tot de eerste geschreven gewichten duurde het {time}. Waardoor zo lang?',
    notOver: '{service}: aan het eind van de periode mislukken er nog verzoeken. Is het voorbij?',
    refused: 'Had het geholpen om te doen wat geweigerd is ({count} keer)?',
    people: 'Zo vaak moesten mensen ingrijpen: {count}. Wat daarvan had Ballast zelf moeten doen?',
    silence: 'Er was telemetrie verouderd in de periode: welk signaal, en waardoor?',
    budget: '{service}: het foutbudget is op. Welke wijzigingen wachten tot het er weer is?',
    actions: 'Wie doet wat vóór wanneer, zodat het niet terugkomt?',
  },
  traces: {
    title: 'Waar de getallen vandaan komen',
    intro: 'Elk getal in dit verslag, hoe het is bepaald en waaruit.',
    head: ['Nr.', 'Getal', 'Hoe', 'Bron'],
    requests: {
      name: 'Verzoeken',
      how: 'opgeteld over de stappen van de periode',
      source: 'samples.requests',
    },
    failed: {
      name: 'Verloren',
      how: 'opgeteld over de stappen van de periode',
      source: 'samples.failed',
    },
    ratio: { name: 'Verloren deel', how: 'verloren ÷ verzoeken', source: 'samples' },
    shed: {
      name: 'Bewust geweigerd',
      how: 'opgeteld over de stappen van de periode',
      source: 'samples.shed',
    },
    badSeconds: {
      name: 'Slechte seconden',
      how: 'seconden waarin meer dan 1 % van de verzoeken mislukte, opgeteld',
      source: 'samples.badSeconds',
    },
    p99: { name: 'Slechtste p99', how: 'de hoogste p99 van alle stappen', source: 'samples.p99Ms' },
    budget: {
      name: 'Budget',
      how: 'wat er over is, in de eerste en in de laatste stap',
      source: 'samples.budgetLeftRatio',
    },
    tries: {
      name: 'Mislukte pogingen',
      how: 'opgeteld per regio en soort',
      source: 'samples.failedTries',
    },
    times: {
      name: 'Tijden',
      how: 'tijd van de gebeurtenis min het begin van de eerste slechte stap',
      source: 'samples, journal',
    },
  },
};
