/** Dutch. */

import { preChecksNl } from '../../model/words/pre-checks-nl.ts';
import { drillWords } from '../../operations/drills-speech.ts';
import type { ReportMessages } from './words.ts';

export const MESSAGES_NL: ReportMessages = {
  title: (title) => `Oefenverslag: ${title}`,
  verdict: {
    SUCCEEDED: 'GESLAAGD: alles wat was verwacht, kwam uit',
    FAILED: 'GEZAKT: niet alles wat was verwacht, kwam uit',
    INTERRUPTED: 'AFGEBROKEN: voor zijn tijd beëindigd; dat zegt niets over het systeem',
    INCONCLUSIVE: 'ONBESLIST: er is te weinig gezien om te oordelen',
  },
  reason: ({ code, values, said }, { number, percent, duration }) => {
    const text = (key: string) =>
      drillWords(said?.[key], { language: 'nl', text: String(values[key] ?? '') });
    const value = (key: string) => Number(values[key] ?? 0);
    const limited = (what: string) => {
      const isRatio = what === 'failed';
      const show = (key: string) => {
        if (values[key] === 'never') return 'nooit';
        if (what === 'p99') return `${number(value(key), 1)} ms`;
        return isRatio ? percent(value(key)) : duration(value(key));
      };
      return `${MESSAGES_NL.what[what as 'failed']}: ${show('found')}, verwacht hoogstens ${show('limit')}.`;
    };
    switch (code) {
      case 'expectations-met':
        return `Aan alle ${number(value('count'))} verwachtingen is voldaan.`;
      case 'expectation-missed':
        return limited(text('what'));
      case 'abort-failed-ratio':
        return `Afgebroken: ${percent(value('found'))} van de verzoeken mislukte ${duration(value('forMs'))} lang; de grens is ${percent(value('limit'))}.`;
      case 'abort-latency':
        return `Afgebroken: p99 was ${duration(value('forMs'))} lang ${number(value('found'))} ms; de grens is ${number(value('limit'))} ms.`;
      case 'abort-other-region':
        return `Afgebroken: ${text('region')}, die niet werd beoefend, is ${text('phase')} voor ${text('service')}.`;
      case 'abort-budget':
        return `Afgebroken: van het foutbudget van ${text('service')} is ${percent(value('found'))} over; de grens is ${percent(value('limit'))}.`;
      case 'abort-stale':
        return `Afgebroken: ${duration(value('limitMs'))} geen vers bericht van ${text('signal')}.`;
      case 'abort-admin':
        return `Afgebroken: een Admin API van Kong antwoordde ${duration(value('limitMs'))} niet.`;
      case 'abort-person':
        return `Afgebroken door ${text('by')}: ${text('why')}`;
      case 'abort-lever':
        return `Afgebroken: ${text('lever')} door ${text('by')} kwam ertussen; mensen gaan voor.`;
      case 'abort-signal':
        return 'Afgebroken aan de terminal.';
      case 'driller-died':
        return 'Het proces dat de oefening leidde, viel weg of zweeg; een ander heeft haar beëindigd.';
      case 'gave-way':
        return `Door de regelwet beëindigd, want iets echts ging voor: ${text('why')}`;
      case 'fault-not-injected':
        return `De storing kon niet worden aangebracht: ${text('why')}`;
      case 'fault-not-held':
        return `De storing hield niet: ${percent(value('found'))} van de pogingen bereikte het beoefende nog, ervoor ${percent(value('before'))}.`;
      case 'steady-not-reached':
        return `De rusttoestand was er niet voor de storing (${text('requests')} verzoeken van minstens ${text('needed')}); die is dus niet aangebracht.`;
      case 'too-few-requests':
        return `Tijdens de storing kwamen er maar ${number(value('found'))} verzoeken; om te oordelen zijn er ${number(value('needed'))} nodig.`;
      case 'unrestored':
        return 'DE STORING KON NIET WORDEN TERUGGENOMEN. Hieronder staat wat u moet typen.';
      case 'shares-not-back':
        return 'De aandelen van daarvoor kwamen niet op tijd terug.';
      default:
        return code satisfies never;
    }
  },
  what: {
    failed: 'Mislukte verzoeken tijdens de storing',
    'clean-after': 'Tijd tot de eerste seconde waarna er geen slechte meer was',
    'decided-after': 'Tijd tot het besluit van Ballast',
    p99: 'p99 tijdens de storing',
    'restored-after': 'Tijd van het einde van de storing tot de aandelen van daarvoor',
  },
  preCheck: preChecksNl,
  headings: {
    verdict: 'Oordeel',
    what: 'Wat er is geoefend',
    preChecks: 'Controles vooraf',
    steady: 'Rusttoestand',
    timeline: 'Tijdlijn',
    nodes: 'Per node',
    impact: 'Gevolgen',
    survivors: 'Wat de andere droegen',
    expectations: 'Verwacht en gevonden',
    restore: 'Herstel',
    comparison: 'Vergeleken met de vorige oefening',
    events: 'Wat het journaal zegt',
    evidence: 'Bewijs',
    chart: 'Seconde na seconde',
  },
  labels: {
    id: 'Oefening',
    hypothesis: 'Hypothese',
    strategy: 'Strategie',
    by: 'Begonnen door',
    scope: 'Bereik',
    traffic: 'Deel van alle verzoeken',
    fault: 'Storing',
    duration: 'Duur',
    began: 'Begin',
    check: 'Controle',
    found: 'Gevonden',
    moment: 'Moment',
    clock: 'Tijd (UTC)',
    afterFault: 'Na de storing',
    node: 'Node',
    detected: 'Opgemerkt na',
    applied: 'Lager gewicht na',
    recovered: 'Als voorheen, na het einde',
    service: 'Service',
    requests: 'Verzoeken',
    failed: 'Verloren',
    shed: 'Waarvan bewust geweigerd',
    badSeconds: 'Slechte seconden',
    budget: 'Verbruikt foutbudget',
    region: 'Regio',
    peak: 'Piek (rps)',
    capacity: 'Capaciteit (rps)',
    load: 'Belasting',
    expectation: 'Verwachting',
    limit: 'Hoogstens',
    result: 'Uitkomst',
    amplification: 'Pogingen per verzoek, ervoor en tijdens',
    leak: 'Deel van de pogingen dat het beoefende toch bereikte',
    flaps: 'Heen en weer (twee keer weg, of een mislukte terugkeer)',
    falseEjections: 'Verwijderd zonder beoefend te zijn',
    score: 'Score',
    before: 'Vorige keer',
    now: 'Nu',
    lost: 'Verloren verzoeken',
    decidedAfter: 'Besloten na',
    cleanAfter: 'Schoon na',
    never: 'niet gezien',
    unknown: 'onbekend',
    none: 'geen',
    passed: 'gehaald',
    missed: 'gemist',
    previous: 'Vorige oefening',
    event: 'Gebeurtenis',
    kongChecks: 'de eigen controles van Kong',
    theMark: 'het merk zelf: het is Kong verteld',
    notNeeded: 'niet nodig: Ballast verplaatste niets',
    outage: 'Even erg als volledige uitval van',
    latency: 'p99 ervoor en tijdens',
    restoredAfter: 'Als voorheen, na het einde',
  },
  times: [
    'T0 storing aangebracht',
    'T1 eerste mislukte poging of verzoek',
    'T2 opgemerkt',
    'T3 Ballast besloot',
    'T4 in gebruik op de laatste node',
    'T5 vanaf hier geen slechte seconde',
    'einde van de storing',
    'T6 terugkeer begon',
    'T7 aandelen als voorheen',
  ],
  fault: {
    'health-mark': 'bij Kong als ongezond gemerkt, steeds opnieuw',
    'weight-out': 'met gewichten eruit gehaald, door de regelwet',
    'request-termination': 'door Kong zelf beantwoord',
    command: 'een eigen opdracht',
    webhook: 'een eigen webhook',
    toxiproxy: 'een toxic van Toxiproxy',
  },
  steadyLine: ({ requests, failedRatio, p99Ms, passed }, { number, percent }) =>
    `${number(requests)} verzoeken, ${percent(failedRatio)} mislukt, p99 ${
      p99Ms === null ? 'onbekend' : `${number(p99Ms, 1)} ms`
    }: ${passed ? 'rustig' : 'niet rustig'}.`,
  unrestored: '**NIET HERSTELD.** Typ dit, en kijk daarna op elke node:',
  restored: (by, attempts, { number }) =>
    `Teruggenomen door ${by} in ${number(attempts)} ${attempts === 1 ? 'poging' : 'pogingen'}, en teruggelezen:`,
  restoredByOther:
    'Beëindigd door de waker in het proces van de controller, niet door de oefenleider.',
  resolution:
    'De tijden T1 tot T7 zijn die van de tikken van de controller: op de seconde. ‘Opgemerkt’ is door de eigen controles van Kong of de eerste gebeurtenis van Ballast, wat het eerste was.',
  fewRequests: (rps, { number }) =>
    `Er waren maar ${number(rps)} verzoeken per seconde: onder de 100 maakt één verloren verzoek een seconde al slecht.`,
  toStay: (ratio, { percent }) => `${percent(ratio)} van haar aandeel zou blijven`,
  nodesNote:
    '‘–’ waar een node er niets van liet zien: hij merkte zelf niets, of er werd daar niets verlaagd.',
  writesNote: (services) =>
    `Schrijfverzoeken van ${services} werden tijdens de storing geweigerd, zoals ontworpen: geen andere regio neemt ze aan.`,
  otherDrill:
    'Het was niet dezelfde oefening: bereik, storing, duur of verwachtingen verschillen, dus de cijfers zijn maar ruw te vergelijken.',
  moreEvents: (count) => `… en nog ${count}: zie de JSON.`,
  chartLine: (top, { number }) =>
    `Verzoeken per seconde, hoogstens ${number(top)}: alle, en daaronder de verloren. Gemarkeerd: de tijd van de storing.`,
  marksNote:
    'Een gezondheidsmerk laat geen verzoek mislukken: nieuwe pogingen, time-outs en ontdekking door verkeer zijn met deze oefening niet beproefd.',
  budgetNote:
    'Geteld van de storing tot het einde van de oefening, met de terugkeer erbij. Foutbudget: verloren verzoeken als deel van wat het venster van de doelstelling bij dit tempo toestaat; de uitval is de tijd waarin zoveel verzoeken kwamen als er verloren gingen.',
  preChecksNote: 'Overgenomen na een crash: de controles zijn gedaan door het proces dat wegviel.',
  evidenceNote:
    'SHA-256 van de strategie, van de oefening, en van de gegevens van dit verslag (JSON, zonder de hashes). Het journaal bevat elk besluit en is opnieuw af te spelen.',
};
