/** What an import says, in Dutch. */

import type { ImportWords } from './import-words.ts';

export const DUTCH: ImportWords = {
  check: 'CONTROLEER',
  header: (from) =>
    `Gemaakt door ballast import uit ${from}. Regels met CONTROLEER zijn aannames: loop ze na voordat Ballast iets schrijft. Elke sleutel wordt uitgelegd in docs/strategy.md.`,
  lossesHeader: 'Niet overgenomen; Ballast schrijft of verwijdert dit niet, tenzij vermeld:',
  more: (count) => `… en nog ${count} (ballast import --json toont ze allemaal).`,
  guesses: {
    'gateway-address': () =>
      'uit een bestand blijkt niet waar de Admin API zit; noem hier elke node van het cluster.',
    'gateway-region': ({ region }) =>
      `vermoedelijk in ${region}, waar het meeste gewicht ligt. Voeg de gateways van de andere regio’s toe.`,
    'gateway-loopback': ({ url }) =>
      `least-connections over meer regio’s gaat in twee lagen; daarvoor moet Kong op 0.0.0.0 luisteren (hier ${url}). Schrijf anders loopback: none.`,
    objective: () => 'Kong kent geen doelstelling: vul in wat je je gebruikers hebt beloofd.',
    'region-from-tag': () => 'De regio’s komen uit de tags van de targets.',
    'region-from-host': () => 'De regio’s zijn afgeleid uit de hostnamen.',
    'region-from-upstream': () => 'De regio’s zijn afgeleid uit de namen van de upstreams.',
    'region-from-role': () => 'De regio’s zijn afgeleid uit rollen in de hostnamen.',
    'region-from-failover-flag': () =>
      'wat failover: true heeft, geldt als standby; waar die draait, staat nergens.',
    'region-from-weight': () =>
      'targets met weinig gewicht gelden als standby in een andere regio; dat staat nergens.',
    'region-unknown': () => 'Niets verraadt de regio van deze hosts; ze staan samen in één regio.',
    'standby-from-weight': ({ percent }) =>
      `Volgens de gewichten in Kong krijgt de standby ${String(percent).replace('.', ',')} %.`,
    'standby-without-weight': () =>
      'de standby heeft in Kong gewicht 0: niemand controleert hem en niets stuurt er verkeer heen. Ballast geeft elke host gewicht 1; met 1% blijkt doorlopend dat hij werkt.',
    'standby-share-default': () =>
      'naar de tweede upstream gaat nu geen verkeer. Die wordt standby, met een klein aandeel waaruit blijkt dat hij werkt.',
    'shares-from-weight': () => 'Volgens de gewichten in Kong werken alle regio’s mee.',
    'sizes-from-weight': () =>
      'ongelijke gewichten wijzen op ongelijke hosts, maar alleen hun verhouding is bekend. Deze capaciteiten zijn zo hoog dat ze niets begrenzen: vul in wat elke host echt aankan.',
    'capacity-for-shed': () =>
      'afwijzen vereist de capaciteit van elke host, en die kent Kong niet. Deze zijn zo hoog dat er nooit iets wordt afgewezen: vul in wat elke host echt aankan.',
    'shares-moved': ({ percent }) =>
      `geen enkele instelling geeft de gewichten die nu in Kong staan; de beste wijkt tot ${String(percent).replace('.', ',')} % van het verkeer af. Zijn ze met de hand verzet, of is er een failover bezig?`,
    'merged-upstreams': ({ upstreams }) =>
      `${upstreams} gelden als de regio’s van één dienst; nu verplaatst niets het verkeer ertussen.`,
    'upstream-renamed': ({ from, to }) =>
      `De upstream ${from} wordt ${to}: de nieuwe komt ernaast, daarna verwijst de service ernaar.`,
    'upstream-shared': ({ upstream, other }) =>
      `Ook ${other} gebruikt ${upstream}; bij Ballast heeft elke dienst een eigen upstream.`,
    'upstream-undefined': ({ host }) =>
      `er is geen upstream ${host}, dus zoekt Kong de naam op in DNS: één target, zonder controle en zonder uitweg. Noem de hosts die erachter zitten.`,
    'upstream-unused': () => 'Geen enkele service noemt deze upstream.',
    'service-renamed': ({ from }) => `Heet in Kong ${from}.`,
    'routes-elsewhere': () =>
      'Geen service in Kong noemt deze upstream: ander gereedschap beheert de routes.',
    'health-path': ({ path }) =>
      `Kong controleert deze hosts nu niet, dus ${path} is een gok. Met een verkeerd pad valt elke host uit: ga na dat het 200 antwoordt.`,
    'health-off': () => 'De controles staan uit in Kong: dode hosts blijven meedraaien.',
    'health-interval': ({ healthy, unhealthy }) =>
      `Kong controleert elke ${healthy} s (gezond) en ${unhealthy} s (ongezond); Ballast heeft één interval, het kortste. Met 1s valt een dode host binnen twee seconden op.`,
    'health-timeout': ({ timeout }) =>
      `De time-out van ${String(timeout).replace('.', ',')} s in Kong is niet korter dan het interval; de standaard geldt.`,
    'algorithm-latency': () =>
      'was latency, dat blijft kiezen voor targets die plat liggen (gemeten op Kong 3.9.3).',
    'algorithm-hash-none': () =>
      'was consistent-hashing zonder sleutel, en dat verdeelt gelijk. Noem een sleutel als sessies moeten blijven plakken.',
    'algorithm-other': ({ algorithm }) => `was ${algorithm}, en dat kent een strategie niet.`,
    'kong-default-times': ({ retries }) =>
      `In Kong staan de time-outs op de standaard van 60 s${Number(retries) === 5 ? ' en de herhalingen op 5' : ''}; weggelaten, zodat ze bij client.deadline worden gekozen.`,
    'deadline-from-tries': ({ deadline, tries }) =>
      `${tries} pogingen duren in Kong tot ${deadline}. Wachten aanroepers zo lang? Verkort anders de time-out.`,
    'log-listener': () => 'Kongs http-log-plugin moet hierheen sturen; generate schrijft hem.',
    'log-token': () =>
      'Kong stuurt een token mee met zijn log; noem het bestand waar het in staat.',
    'pod-addresses': () =>
      'dit zijn adressen van pods, en die wisselen. Achter de Kong Ingress Controller horen gewichten in backendRefs van een HTTPRoute; noem hier Kubernetes-services.',
    'telemetry-expiry': () => 'Langer dan de standaard, omdat er zo zelden wordt gecontroleerd.',
  },
  losses: {
    field: ({ field, value }) => `${field} = ${value}`,
    plugin: ({ plugin, owner }) =>
      `plugin ${plugin}${owner === '' ? '' : ` van ${owner}`}; blijft bij wie de basisconfiguratie beheert`,
    'plugin-field': ({ field, value }) => `${field} = ${value}; Ballast schrijft een eigen waarde`,
    entity: ({ count }) => `${count} die een strategie niet kent`,
    'service-protocol': ({ protocol }) =>
      `protocol ${protocol}: Ballast stuurt alleen http en https`,
    'service-disabled': () => 'de service staat uit',
    'service-without-target': () => 'geen target',
    'route-empty': () => 'kiest op pad noch methode noch host',
    'route-value': ({ field, value }) => `${field}: ${value}`,
    'route-name': ({ name }) => `heet ${name} in wat generate schrijft`,
    'target-address': ({ target }) => `target ${target} is geen host:poort`,
    'target-twice': ({ target }) => `target ${target} staat er twee keer`,
    'upstream-unused': ({ count }) =>
      `geen service noemt hem, en zijn ${count} targets blijven ongebruikt`,
    'health-counters': ({ field, value }) => `${field} = ${value}; die van Ballast gelden`,
    'health-type': ({ type }) => `actieve controles van het type ${type} worden HTTP-verzoeken`,
    'not-kong': () => 'bevat geen Kong-configuratie',
    differs: ({ key }) => `${key} is daar anders; die van de eerste Kong geldt`,
  },
};
