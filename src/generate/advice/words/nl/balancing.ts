import type { BalancingWords } from '../en/balancing.ts';

export const BALANCING: BalancingWords = {
  heading: 'Loadbalancing: gekozen methoden',
  head: ['Service', 'Methode', 'Opbouw', 'Verdeling in normaal bedrijf'],
  layout: { flat: 'één upstream', 'two-level': 'twee niveaus' },
  share: ({ region, share }) => `${region} ${share}`,
  methodsOf: ({ service, method }) => `${service}: \`${method}\``,
  chosen: 'Gekozen.',
  refused: 'Niet gekozen.',
  roundRobinChosen: ({ repeats, of }) =>
    `Exacte verdeling: een gewicht van één op honderd is ook echt één op de honderd requests. Het standby-aandeel en stapsgewijs terugschakelen leunen daarop. Keerzijde: een retry pakt de volgende plek op het wiel, welk target dat ook is; onder belasting kwamen ${repeats} van de ${of} retries weer bij hetzelfde target uit.`,
  roundRobinRefused: ({ lost, leastLost, p99, leastP99 }) =>
    `Met één target dat tien keer zo traag is, gingen ${lost} requests verloren bij een p99 van ${p99}; least-connections verloor er ${leastLost} bij een p99 van ${leastP99}. Bovendien kan een retry uitkomen bij het target dat net faalde.`,
  roundRobinNoKey:
    'Kent geen sleutel: de volgende request van een sessie gaat naar een willekeurig target.',
  leastChosen: ({ lost, roundLost }) =>
    `Stuurt minder naar een target dat laat antwoordt: met één target dat tien keer zo traag is gingen er ${lost} requests verloren, bij round-robin ${roundLost}. Een retry komt nooit uit bij een target dat al geprobeerd is.`,
  leastRefused: ({ share, weight, large, small }) =>
    `Gewichten zijn hier geen aandelen: bij weinig verkeer kreeg het grootste van ${large} tegen ${small} maar liefst ${share}. Een standby-aandeel van ${weight} wordt zo nooit beproefd.`,
  leastAdvised: ({ lost, roundLost }) =>
    `De strategie vraagt om een andere methode. Met één target dat tien keer zo traag is gingen er ${lost} requests verloren, bij round-robin ${roundLost}; en in twee niveaus, wat deze Kong kan, blijft het aandeel per regio toch exact. De moeite waard om bij een oefening te proberen.`,
  leastRefusedTwoLevels:
    'Gewichten zijn hier geen aandelen, en de twee niveaus die het aandeel per regio wel exact maken, staan uit.',
  leastNoKey:
    'Stuurt elke request naar het minst drukke target; een sessie blijft niet op één plek.',
  hashChosen: ({ moved, targets }) =>
    `Dezelfde sleutel blijft bij hetzelfde target. Valt een van de ${targets} targets weg, dan verhuizen alleen de sleutels van dat target (${moved} van alles), en daarna komen ze terug.`,
  hashAlone:
    'Dezelfde sleutel blijft bij hetzelfde target. De regio heeft hier maar één target; valt dat weg, dan raken alle sleutels hun plek kwijt.',
  hashRefused: ({ tries }) =>
    `Hier hoeft geen sleutel op zijn plek te blijven, en een retry gaat telkens naar hetzelfde target: alle requests voor een target dat verbindingen weigerde mislukten na ${tries} pogingen, tot het gemarkeerd was.`,
  hashRing: ({ places, slots, tooMany }) =>
    `De ring heeft ${slots} plaatsen, ${places} per target. Met de standaardwaarde van Kong passen ${tooMany} even grote targets er niet op en is elke request een 503.`,
  latencyRefused: ({ lost, sent }) =>
    `Zodra een target ongezond is, blijft Kong het door zijn nulscore kiezen en geeft Kong zelf 500 terug: ${lost} van ${sent} requests verloren bij een trage regio. De methode ziet ook geen fouten: wie snel faalt, lijkt het snelst.`,
  twoLevels: ({ hop, from, to }) =>
    `Twee niveaus: een upstream van regio’s vóór één upstream per regio; Kong stuurt elke request door zichzelf. Zo zijn de aandelen van regio’s, en van wat geweigerd wordt, exact, en verhuist een regio met twee schrijfacties, hoeveel targets er ook zijn. Kost een extra stap van hooguit ${hop}, ${from} tot ${to} van de doorvoer van een verzadigde node en twee keer zoveel probes. Kong moet gewone HTTP beantwoorden op heel \`127.0.0.0/8\` en dat net vertrouwen (\`KONG_TRUSTED_IPS\`); met \`loopback: none\` gaat het zonder.`,
  flatLeast:
    'Least-connections in één platte upstream: bij weinig verkeer krijgen kleine gewichten vrijwel niets. De standby wordt minder beproefd, de eerste stappen bij het terugschakelen zijn grof en er valt niets exact te weigeren.',
  lastResort: ({ share }) =>
    `Regio’s zonder aandeel houden gewicht 1 per target (samen hooguit ${share}) als laatste uitweg voor Kong zonder Ballast. Bij \`isolate\` niet.`,
};
