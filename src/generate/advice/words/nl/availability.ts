import type { AvailabilityWords } from '../en/availability.ts';

export const AVAILABILITY: AvailabilityWords = {
  heading: 'Verwachte beschikbaarheid',
  none: 'Voor dit rapport niet berekend.',
  intro:
    'Hoe vaak iets stukgaat, maal wat één storing kost. Alles is omgerekend naar volledige uitval: tien seconden waarin de helft van de requests mislukt, tellen als vijf. De tijd totdat het verkeer verplaatst is, komt waar dat erbij staat uit de simulatie en anders uit een formule. Hoe vaak iets stukgaat is aangenomen; vul daar je eigen ervaringscijfers in.',
  head: [
    'Service',
    'Doelstelling',
    'Kong alleen',
    'Met Ballast',
    'Budget op, Kong alleen',
    'Met Ballast',
    'Gehaalde vensters',
    'Eén op de twintig jaren is erger dan',
  ],
  eventsTitle: ({ service }) => `${service}: waar het uit bestaat`,
  eventsHead: [
    'Storing',
    'Per jaar',
    'Kost per keer, Kong alleen',
    'Met Ballast',
    'Per jaar, Kong alleen',
    'Met Ballast',
  ],
  totalRow: 'samen',
  budgetRow: 'wat de doelstelling toelaat',
  measured:
    'Tijd totdat het verkeer verplaatst is: gesimuleerd met deze strategie; bij hangen uit een formule, omdat POST en PATCH niet herhaald worden.',
  computed:
    'Tijd totdat het verkeer verplaatst is: uit een formule, omdat de ontvangers te klein zijn, het verkeer de regio niet uit mag of er niet gesimuleerd is.',
  chart: ({ service }) =>
    `${service}: volledige uitval per jaar, per soort storing; omlijnd met alleen Kong, gevuld met Ballast; streepjes: wat de doelstelling in totaal toelaat`,
  leversTitle: 'Wat als eerste beter moet',
  leversIntro:
    'Elk onderdeel twee keer zo goed, de rest onveranderd: zoveel volledige uitval scheelt dat per jaar, met Ballast.',
  leversHead: ['Service', 'Verbetering', 'Scheelt per jaar'],
  assumptionsTitle: 'Aangenomen frequenties en hersteltijden',
  assumptionsIntro:
    'Te wijzigen met een bestand voor `--failures` (de sleutels staan in docs/forecast.md); het rapport rekent dan met jouw cijfers.',
  assumptionsHead: ['Aanname', 'Waarde', 'Bron'],
  yours: 'jouw bestand',
  unknownCapacity: ({ services }) =>
    `${services}: de capaciteit is niet opgegeven. Ontvangers die te klein zijn, kosten hier dus niets; in werkelijkheid valt het slechter uit.`,
  simulatedYears: ({ years, seed }) =>
    `“Gehaalde vensters” en “één op de twintig jaren” komen uit ${years} gesimuleerde jaren, seed ${seed}; de rest uit formules.`,
};
