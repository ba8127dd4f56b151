import type { SummaryWords } from '../en/summary.ts';

export const SUMMARY: SummaryWords = {
  title: (name) => `${name}: zo blijft het draaien`,
  subtitle:
    'Gemaakt door `ballast advise` op basis van het strategiebestand. De kleine cijfers verwijzen naar de bijlage: daar staat van elk getal de formule, wat erin is ingevuld en waar het vandaan komt.',
  contents: 'Inhoud',
  heading: 'In het kort',
  budget: ({ services, availability, window, budget }) =>
    `**${services}**: bij ${availability} over ${window} mag je **${budget}** volledig plat liggen. Dat is het foutbudget waar alles hieronder tegen is afgezet.`,
  expected: ({ service, alone, ballast, objective, use }) =>
    `**${service}**: de verwachte beschikbaarheid is ${ballast} met Ballast en ${alone} met alleen Kong; beloofd is ${objective}. Met Ballast gaat gemiddeld ${use} van het foutbudget op.`,
  more: { one: 'nog {n} andere', other: 'nog {n} andere' },
  expectedOthers: ({ others, use }) =>
    `${others} verbruiken hooguit ${use} van hun foutbudget; verderop staat de beschikbaarheid van elk.`,
  others: { one: 'De overige service', other: 'De overige {n} services' },
  kongAlone: ({ refused, hanging }) =>
    `Een regio die verbindingen weigert is binnen ${refused} uit de roulatie, een regio die blijft hangen binnen ${hanging}. **Dat doet Kong zelf**, dus ook als Ballast niet draait.`,
  withBallast: ({ target, region, targetRatio, regionRatio }) =>
    `Wat Kong niet ziet, haalt Ballast weg: een target waarop ${targetRatio} van de requests mislukt na ongeveer ${target}, een regio waarin ${regionRatio} mislukt na ongeveer ${region}.`,
  compared: ({ fault, standard, folklore, generated, ballast, sent }) =>
    `Gesimuleerd, ${fault}: van ${sent} requests verliest een Kong met standaardinstellingen er ${standard}, Kong volgens de gangbare adviezen ${folklore} en dit ontwerp ${generated} als Ballast uit staat en ${ballast} als Ballast draait.`,
  improveFirst: ({ lever, service, saved }) =>
    `Voor ${service} levert dit het meeste op: ${lever}. Dat scheelt ${saved} volledige uitval per jaar.`,
  capacityOk:
    'Met de opgegeven capaciteit kan elke regio wegvallen zonder dat er requests geweigerd worden.',
  capacityShort: ({ services }) =>
    `**Niet elke regio kan bij volle belasting gemist worden**: zie de capaciteit van ${services}.`,
  capacityUnknown: ({ services }) =>
    `Niet overal is capaciteit opgegeven (${services}). Of de uitval van een regio op te vangen is, valt dan niet te zeggen. Vul \`capacity\` per host in.`,
  gatewaysInOneRegion: ({ gateways, region }) =>
    `**Alle gateways (${gateways}) staan in ${region}.** Valt die regio uit, dan valt Kong mee uit en helpt niets van wat hieronder staat. Zet een tweede Kong in een andere regio en stuur clients daarheen met DNS, GSLB of anycast.`,
};
