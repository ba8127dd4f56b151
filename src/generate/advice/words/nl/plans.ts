/** Risico’s, oefeningen en de invoering. */

import type { DrillWords, RiskWords, RolloutWords } from '../en/plans.ts';

export const RISKS: RiskWords = {
  heading: 'Risico’s die blijven',
  head: ['Wat', 'Waarom het blijft', 'Wat je eraan doet'],
  rows: {
    gateway: [
      'De gateway zelf en de weg ernaartoe',
      'Staat Kong in de regio die uitvalt, dan is Kong ook weg. Hoe clients dan bij een andere komen, ligt buiten wat Ballast aanstuurt.',
      'In elke regio een Kong, en DNS met een korte TTL, GSLB of anycast met een eigen health check. Oefen het: resolvers bewaren records vaak langer dan ze horen.',
    ],
    commonCause: [
      'Gemeenschappelijke oorzaak',
      'Een slechte release in alle regio’s, een verlopen certificaat, iets wat iedereen gebruikt. Zien alle regio’s er even slecht uit, dan verplaatst Ballast bewust niets.',
      'Rol per regio uit, met uren ertussen, en deel zo weinig mogelijk.',
    ],
    data: [
      'Databases',
      'Of de andere regio schrijfacties aankan en hoe vers de data daar is, bepalen je databases. Wijkt het verkeer uit voordat de data er klaar voor is, dan raak je schrijfacties kwijt.',
      'Leg het per service vast: `failover.approval: manual`, of een `before`-hook die de database promoveert en faalt als dat niet lukt.',
    ],
    dns: [
      'DNS van de targets',
      'Targets met een hostnaam volgen hun DNS-records. Meer adressen vermenigvuldigen het gewicht, en een SRV-record brengt zijn eigen gewichten mee.',
      'Eén adres per hostnaam, of IP-adressen; controleer met `ballast lint --dns`.',
    ],
    controlPlane: [
      'De Admin API en de database van Kong',
      'Zonder die twee is er geen gewicht te schrijven. Kong gaat door met de laatste gewichten en haalt zelf nog steeds weg wat dood is.',
      'Let op de melding over mislukte schrijfacties, en geef elk cluster een eigen database in plaats van één voor alle regio’s.',
    ],
    ballast: [
      'Ballast zelf',
      'Draait het niet, dan blijven de laatste gewichten staan, en die zijn veilig (G1). Wat Kong niet ziet, wacht dan op een mens. Vergist het zich, dan beperken de ingebouwde grenzen de schade.',
      'Twee replica’s met een lease; `ballast disable` stopt meteen al het schrijven; de uitgangssituatie staat in de bestanden van `ballast generate`.',
    ],
    writes: [
      'POST en PATCH op een target dat hangt',
      'Kong herhaalt ze alleen als er nog niets verstuurd was. Tot het target gemarkeerd is, mislukken ze dus.',
      'Idempotency keys, en clients die zelf opnieuw proberen.',
    ],
    health: [
      'Een health check die niet klopt',
      'Hij zegt 200 terwijl de service zijn werk niet kan doen, of faalt terwijl er niets aan de hand is.',
      'Laat hem testen wat een request nodig heeft, en niets wat alle regio’s delen.',
    ],
    capacity: [
      'Capaciteit die is opgegeven maar niet gemeten',
      'Alle cijfers over capaciteit in dit rapport zijn ooit door iemand ingevuld.',
      'Doe de belastingproef hieronder en vul in wat daaruit komt.',
    ],
    propagation: [
      'Kong-clusters met een database',
      'Andere nodes nemen een nieuw gewicht pas over als ze de database weer raadplegen: standaard kan dat vijf seconden duren.',
      'Zet `db_update_frequency = 1`.',
    ],
  },
};

export const DRILLS: DrillWords = {
  heading: 'Testplan: oefeningen',
  intro:
    'Een ontwerp dat je niet oefent, is een wens. Begin op een rustige ochtend met één service; de grenzen zijn de cijfers uit dit rapport.',
  head: ['Oefening', 'Hoe', 'Hoe vaak', 'Geslaagd als'],
  often: {
    week: 'elke week',
    month: 'elke maand',
    quarter: 'elk kwartaal',
    release: 'bij elke release',
  },
  target: {
    name: (target) => `Eén target weg: ${target}`,
    how: 'Stop het proces. Start het na vijf minuten weer.',
    passes: ({ within }) =>
      `binnen ${within} op elke Kong-node uit de roulatie; geen request verloren die herhaald mag worden; komt vanzelf terug`,
  },
  hang: {
    name: (target) => `Eén target hangt: ${target}`,
    how: 'Zet het proces stil zonder het te beëindigen (`kill -STOP`), later `kill -CONT`.',
    passes: ({ within, slowest }) =>
      `binnen ${within} uit de roulatie; geen antwoord duurde langer dan ${slowest}`,
  },
  region: {
    name: ({ region, service }) => `Een regio weg: ${service} in ${region}`,
    how: 'Stop daar alle targets van de service, of sluit ze af met de firewall.',
    passes: ({ within, back }) =>
      `verkeer binnen ${within} ergens anders; terug niet eerder dan na ${back} en in stappen; \`ballast explain\` zegt waarom`,
  },
  isolated: {
    name: ({ region, service }) =>
      `Een regio weg en niemand mag het overnemen: ${service} in ${region}`,
    how: 'Stop daar alle targets van de service.',
    passes:
      'clients krijgen meteen 503 en geen verbinding die blijft hangen; de melding komt binnen; er gaat geen request de regio uit',
  },
  ballast: {
    name: 'Ballast uit, daarna een regio weg',
    how: 'Stop `ballast run` en doe dan de vorige oefening.',
    passes: ({ within }) =>
      `Kong verplaatst het verkeer zelf binnen ${within}; de melding dat Ballast niet draait komt binnen; na de start gaat er niets heen en weer`,
  },
  gateway: {
    name: (gateway) => `Een Kong-cluster weg: ${gateway}`,
    how: 'Laat de health-route falen waar DNS of GSLB naar kijkt.',
    passes: ({ within }) => `clients hebben binnen ${within} de andere gateway gevonden`,
  },
  load: {
    name: ({ service, region }) => `Belastingproef: ${service} zonder ${region}`,
    how: 'Op een rustig uur: de regio eruit en de belasting in stappen opvoeren tot wat zou moeten passen.',
    passes: ({ rps }) =>
      `p99 binnen de doelstelling bij ${rps}; daarboven worden requests geweigerd in plaats van dat alles traag wordt`,
    passesOverflow: ({ rps }) =>
      `p99 binnen de doelstelling bij ${rps}; noteer vanaf welke belasting dat niet meer lukt`,
  },
  telemetry: {
    name: 'Blind: er komt geen log bij Ballast aan',
    how: 'Sluit de poort van de logontvanger vijf minuten af.',
    passes: 'geen gewicht verandert; de melding over verouderde telemetrie komt binnen',
  },
};

export const ROLLOUT: RolloutWords = {
  heading: 'Invoering in stappen',
  intro: 'Elke stap kan weken blijven staan, en bij elke stap hoort een weg terug.',
  head: ['Stap', 'Doen', 'Letten op', 'Weg terug'],
  steps: {
    lint: [
      'Kijken',
      '`ballast lint` op de strategie en op de Kong zoals die nu is; `ballast import` laat zien wat er in Kong staat.',
      'Er verandert niets.',
      'Niet nodig.',
    ],
    files: [
      'Lezen wat er geschreven zou worden',
      '`ballast generate --out kong`, en `ballast plan` tegen de draaiende Kong.',
      'Elk verschil is met dit rapport te verklaren.',
      'Niet nodig.',
    ],
    one: [
      'Eén service in Kong',
      'Zet de upstream van de minst belangrijke service erin, met de vaste gewichten. Ballast draait nog niet.',
      'Een dag lang het foutpercentage en de p99, en op elke node de health van de upstream.',
      'Laat de service weer naar de oude upstream wijzen; bewaar die tot de laatste stap.',
    ],
    observe: [
      'Ballast kijkt mee',
      '`ballast run` met `mode: observe`. Het schrijft niets en vertelt wat het gedaan zou hebben.',
      'Twee weken lang `ballast status`, en `ballast explain` bij alles wat het gedaan zou hebben.',
      'Stoppen.',
    ],
    rest: [
      'Alle services in Kong',
      'Eén per dag, de minst belangrijke eerst.',
      'Zoals hierboven.',
      'Zoals hierboven, per service.',
    ],
    drills: [
      'Oefenen met alleen Kong',
      'De oefeningen “één target weg” en “Ballast uit, daarna een regio weg”.',
      'De grenzen uit het testplan.',
      'Start wat je gestopt had; Kong neemt het vanzelf weer op.',
    ],
    act: [
      'Ballast grijpt in',
      '`ballast enable`. Begin onder kantooruren, met iemand erbij.',
      'In een rustige week geen enkele schrijfactie, en elke beslissing is uit te leggen.',
      '`ballast disable`: de gewichten blijven zoals ze zijn. Zet daarna de gegenereerde bestanden terug om weer bij de uitgangssituatie te zijn.',
    ],
    alerts: [
      'Meldingen maken mensen wakker',
      'Laad de gegenereerde Prometheus-regels; eerst alleen tickets, na een rustige week ook oproepen.',
      'Geen oproep zonder runbook en zonder oorzaak.',
      'Haal de regels er weer uit.',
    ],
    clean: [
      'Opruimen',
      'Verwijder de oude upstreams en de health checks die daarbij hoorden.',
      'Niets verwijst er nog naar.',
      'Ze staan in de back-up van de eerste stap.',
    ],
  },
};
