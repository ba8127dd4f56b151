/** What is said around checks and post-mortems, in Dutch. */

import type { checksEn } from './checks-en.ts';

export const checksNl: Readonly<Record<keyof typeof checksEn, string>> = {
  'balance-is-as-weighted': '{gateway}: volgens de gewichten',
  'balance-is-not-as-weighted': '{gateway}: niet volgens de gewichten',
  'balance-is-inconclusive': '{gateway}: er valt niets te zeggen',
  'check-not-here': 'Hier kan niemand deze controle doen.',
  'check-not-here-fix': 'Vraag het een draaiende Ballast: --api URL.',
  'check-runs': 'Er loopt al zo’n controle.',
  'check-runs-fix': 'Wacht tot die klaar is: er loopt er één tegelijk.',
  'notify-nobody': 'Er is niemand om in te lichten: de strategie heeft geen `notify`.',
  'notify-nobody-fix': 'Zet een kanaal onder `notify` in de strategie.',
  'notify-unknown': 'Geen kanaal heet {name}.',
  'notify-unknown-fix': 'Kies uit {names:comma}.',
  'balance-bad-numbers': 'Het aantal verzoeken, hun tempo of α valt buiten de grenzen.',
  'balance-bad-numbers-fix':
    'Stuur 10 tot {count} verzoeken, 1 tot {rate} per seconde, met α tussen 0 en 1.',
  'balance-too-long': 'Het zou langer duren dan {limitMs:span}.',
  'balance-too-long-fix': 'Stuur minder verzoeken, stuur ze sneller, of noem één gateway.',
  'balance-no-service': 'Er is geen service {name}.',
  'balance-no-gateway': 'Er is geen gateway {name}.',
  'balance-names-fix': 'De strategie heeft {names:comma}.',
  'balance-bad-path': '{path} ligt niet onder een pad van {service}.',
  'balance-bad-path-fix':
    'Via de API worden alleen paden van de service zelf opgevraagd: {paths:comma}.',
  'balance-bad-label':
    'Het label {value} wijst naar {target}, en dat is geen target van {service}.',
  'balance-why-no-proxy': '{gateway}: waar de proxy luistert, is niet opgegeven.',
  'balance-fix-no-proxy':
    'Zet gateways.{gateway}.proxy in de strategie, of geef het adres met --url.',
  'balance-why-no-path': '{service} heeft geen route die GET op een gewoon pad aanneemt.',
  'balance-fix-no-path': 'Noem een pad dat zonder gevolgen opgevraagd mag worden: --path /….',
  'balance-why-no-answer': 'Geen van de {sent} verzoeken kreeg antwoord.',
  'balance-fix-no-answer':
    'Controleer of de proxy daar luistert: gateways.{gateway}.proxy in de strategie, of --url.',
  'balance-why-kong-away': 'De Admin API van {gateway} geeft de gewichten niet: {failure}.',
  'balance-fix-kong-away':
    'Controleer gateways.{gateway}.admin en het token; `ballast lint --live` helpt daarbij.',
  'balance-why-no-weights': 'Geen target van {service} krijgt iets op {gateway}: {state}.',
  'balance-state-zero': 'alle gewichten zijn 0',
  'balance-state-unhealthy': 'elk target met een gewicht is ongezond',
  'balance-state-empty': 'er staan daar geen targets',
  'balance-fix-no-weights':
    '`ballast plan` laat zien wat er zou moeten staan, `ballast explain {service}` waarom dat niet zo is.',
  'balance-why-one-target': '{name} is de enige: er valt geen verdeling te toetsen.',
  'balance-fix-one-target':
    'Er is niets mis; controleer een service met meerdere targets of regio’s.',
  'balance-why-too-few': '{requests} verzoeken zijn te weinig om deze aandelen te onderscheiden.',
  'balance-fix-too-few': 'Stuur er minstens {needed}: -n {needed}.',
  'balance-why-changed':
    'Intussen veranderden gewichten of gezondheid; er is dus geen verdeling om mee te vergelijken.',
  'balance-fix-changed':
    'Probeer het opnieuw als het rustig is; `ballast status` laat zien wie wat verschuift.',
  'balance-why-not-counted':
    'Geen draaiende Ballast heeft deze verzoeken geteld (meest gegeven antwoord: {status}).',
  'balance-fix-not-counted':
    'Start `ballast run` en laat Kongs log daar aankomen, of laat de targets zeggen wie ze zijn: --header NAAM.',
  'balance-why-no-header':
    '{count} van de {answered} antwoorden hebben geen header {header} (meest gegeven antwoord: {status}).',
  'balance-fix-no-header':
    'Noem een header die elk target zet, of laat --header weg en laat de telemetrie van Ballast tellen.',
  'balance-why-unlabelled': 'De header {header} zegt {values:comma}, en zo heet geen target.',
  'balance-fix-unlabelled': 'Zeg wie dat is: --label TARGET={value}.',
  'balance-why-other-traffic':
    'Ballast telde {tries} pogingen terwijl hier {answered} verzoeken beantwoord werden: de rest kwam via andere gateways, met andere gewichten.',
  'balance-fix-other-traffic':
    'Laat de targets zeggen wie ze zijn (--header NAAM), of controleer als de andere gateways rustig zijn.',
  'balance-why-ended': 'Het is na {sent} verzoeken afgebroken.',
  'balance-fix-ended': 'Begin opnieuw.',
  'balance-note-hashing':
    'Bij consistent hashing verschillen de aandelen van gelijke targets tot 10 % (gemeten): een kleine p-waarde is op zichzelf geen fout.',
  'balance-note-regions':
    'Bij least-connections zijn gewichten binnen een regio geen aandelen; daarom worden regio’s vergeleken: daartussen kloppen de aandelen precies.',
  'balance-note-least':
    'Bij least-connections in één niveau zijn gewichten geen aandelen: bij weinig verkeer krijgt het zwaarste target alles. Een kleine p-waarde zegt niet meer dan dat.',
  'report-why-span': 'De periode eindigt voor ze begint, of is geen periode.',
  'report-fix-span': 'Geef epoch-milliseconden, hoogstens {days} dagen, het eind na het begin.',
  'report-why-no-service': 'Er is geen service {name}.',
  'report-fix-no-service': '`ballast status` noemt ze.',
  'report-why-none': 'Er is geen post-mortem {id}.',
  'report-fix-none': 'Kijk welke er zijn: `ballast post-mortem list`.',
  'report-why-later': 'De post-mortem {id} is door een andere versie van Ballast gemaakt.',
  'report-fix-later': 'Lees hem met die versie, of maak hem opnieuw.',
  'report-why-runs': 'Er wordt al een post-mortem gemaakt.',
  'report-fix-runs': 'Wacht tot die klaar is: er wordt er één tegelijk gemaakt.',
};
