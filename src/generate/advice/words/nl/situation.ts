import type { SituationWords } from '../en/situation.ts';

export const SITUATION: SituationWords = {
  heading: 'Uitgangspunten en aannames',
  given: 'Wat je hebt opgegeven',
  head: [
    'Service',
    'Doelstelling',
    'Toegestane uitval',
    'Latency',
    'Belasting',
    'Targets',
    'Uitwijk',
  ],
  objective: ({ availability, window }) => `${availability} in ${window}`,
  latency: ({ quantile, limit }) => `p${quantile} ${limit}`,
  noLatency: 'niet opgegeven',
  regionTargets: ({ region, count, capacity }) => `${region}: ${count}${capacity}`,
  perTarget: ({ rps }) => ` × ${rps}`,
  targets: { one: '{n} target', other: '{n} targets' },
  peak: ({ usual, peak }) => `${usual}, piek ${peak}`,
  mode: {
    'active-passive': 'één regio actief, de volgende standby',
    'active-active': 'alle regio’s actief',
    isolate: 'verkeer blijft in de eigen regio',
  },
  gateways: ({ list }) => `Kong: ${list}.`,
  gateway: ({ name, region, nodes }) => `${name} in ${region} (${nodes})`,
  nodes: { one: '{n} node opgegeven', other: '{n} nodes opgegeven' },
  assumed: 'Wat we aannemen omdat het er niet bij staat',
  loadAssumed: ({ services, ratio }) =>
    `Belasting van ${services}: ${ratio} van de capaciteit die voor de eerste regio is opgegeven. Je eigen cijfers zet je bij de service onder \`load\`.`,
  loadUnknown: ({ services, rps }) =>
    `Belasting van ${services}: ${rps}, bij gebrek aan een opgegeven belasting of capaciteit. De geschatte tijden hangen ervan af: bij de helft van het verkeer duurt het twee keer zo lang voordat er genoeg bewijs is.`,
  capacityUnknown: ({ services }) =>
    `De capaciteit van ${services} is onbekend. Of die te klein is, kan dus nergens uit blijken.`,
  oneNode: ({ gateways }) =>
    `${gateways}: één node. Zijn het er meer, geef dan alle Admin-URL’s op: elke node houdt zijn eigen health bij en neemt nieuwe gewichten op zijn eigen moment over.`,
  edition:
    'Kong 3.4 tot en met 3.9, de opensource-editie. `ballast run` kijkt wat er werkelijk staat en weigert wat daar niet kan.',
  loopback: ({ gateways }) =>
    `${gateways}: geen gewone HTTP-listener op loopback. Daarom krijgt elke service één platte upstream en is niet exact te weigeren wat niet past.`,
  methods:
    'GET, HEAD, PUT en DELETE mogen herhaald worden; POST en PATCH herhaalt Kong alleen als er nog niets verstuurd was.',
  failures:
    'Hoe vaak er iets stukgaat: zie de tabel bij “Verwachte beschikbaarheid”. Vervang die aannames door je eigen ervaringscijfers.',
  nothing: 'Niets van belang.',
};
