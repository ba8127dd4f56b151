/** Why something is not done, and the way on, in Dutch. */

import type { errorsEn } from './errors-en.ts';

export const errorsNl: Readonly<Record<keyof typeof errorsEn, string>> = {
  'role-too-low': '{name} is {role}, en hiervoor is {needs} nodig.',
  'fix-role': 'Vraag het iemand met de rol {needs}, of gebruik een token dat die rol heeft.',

  'reason-too-short': 'Zeg waarom, in minstens {min} tekens: het wordt erbij bewaard.',
  'reason-too-long': 'De reden mag hoogstens {max} tekens hebben.',
  'reason-not-plain': 'De reden moet één regel gewone tekst zijn.',
  'fix-reason': 'Geef een reden, zoals --reason "onderhoud aan het netwerk".',
  'fix-names': 'Het zijn de namen uit de strategie; `ballast status` laat ze zien.',
  'fix-time': 'Tijden schrijft u als --for 2h.',
  'fix-over': 'Tijden schrijft u als --for 2h --over 10m.',
  'fix-shares': 'Aandelen lopen van 0 % tot 100 %; die van de regio’s zijn samen 100 %.',
  'unknown-service': 'Er is geen service {name}; {guess}',
  'unknown-region': 'Er is geen regio {name}; {guess}',
  'unknown-target': 'Er is geen target {name}; {guess}',
  'unknown-rule': 'Er is geen regel {name}; {guess}',
  'unknown-move': 'Er is geen verplaatsing {name}; {guess}',
  'known-are': 'wel {known:comma}.',
  'probably-meant': 'bedoelde u {meant}?',
  'none-touched': 'Geen van deze services heeft ermee te maken.',
  'time-out-of-range': 'Het moet 1s tot {maxHours}h duren.',
  'move-too-long': 'Verplaatsen mag hoogstens {maxMs:span} duren.',
  'ends-before-moved':
    'Het zou eindigen voordat alles verplaatst is: laat het langer duren, of verplaats sneller.',
  'no-service-named': 'Noem een service, of noem er geen voor allemaal.',
  'no-share-said': 'Zeg welk aandeel waarheen gaat.',
  'share-out-of-range': 'Het aandeel van {name} moet tussen 0 % en 100 % liggen.',
  'shares-not-whole': 'De aandelen van de regio’s zijn samen {percent} % en geen 100 %.',
  'no-targets-there': '{service} heeft geen targets in {region}.',

  'refused-because': 'Geweigerd: {lever}. {reasons:space}',
  'refused-by-law': '{clause:sentence}',
  'refused-in-words': '{text}',
  'fix-absolute': 'Dit geldt voor iedereen: er moet iets blijven draaien.',
  'fix-refused':
    'Verhelp wat er staat en probeer het opnieuw. Een admin kan het met --force toch doen.',
  'too-many-overrides': 'Er zijn al {max} ingrepen van kracht.',
  'fix-too-many-overrides': 'Beëindig er een paar: `ballast overrides`.',
  'no-such-override': 'Er is geen ingreep {id} van kracht; misschien is hij al voorbij.',
  'fix-no-such-override': '`ballast overrides` laat zien welke er wel zijn.',
  'not-kept-out': 'Er is geen ingreep die {region} eruit houdt.',
  'not-kept-out-for': 'Er is geen ingreep die {region} eruit houdt voor {services:comma}.',
  'fix-not-kept-out':
    'Heeft Ballast de regio zelf geëvacueerd, dan komt ze vanzelf terug: `ballast explain` zegt waar het op wacht. Meteen de uitgangsgewichten schrijven: ballast restore --baseline.',
  'time-is-over': 'De tijd ervan is om; opnieuw instellen kan dus niet.',
  'fix-time-is-over': 'Stel hem opnieuw in, met een nieuwe tijd.',
  'changed-since': 'De ingreep is intussen geëindigd of gewijzigd.',
  'fix-changed-since': '`ballast overrides` laat zien wat nu van kracht is.',
  'nothing-to-undo': '{name} heeft niets gewijzigd dat teruggedraaid kan worden.',
  'fix-nothing-to-undo':
    'Bekijk `ballast overrides`; er een beëindigen kan met `ballast overrides end ID`.',
  'fix-move-name':
    'Een verplaatsing heet upstream/regio/failover of …/failback; `ballast approve` laat zien wat er wacht.',
  'fix-one-of': 'Kies uit: {names:comma}.',

  'no-status-yet': 'Er is nog geen status opgeslagen.',
  'fix-no-status-yet': 'Een controller schrijft die binnen een paar seconden na `ballast run`.',
  'audit-not-for-you': 'Het auditlog is voor operators en admins.',
  'fix-audit-token':
    'Gebruik een token met die rol; `ballast token create --role operator` maakt er een.',
  'limit-out-of-range': 'De limiet {limit} is geen geheel getal van 1 tot en met {max}.',
  'no-number-of-entry': '{id} is geen nummer van een regel.',
  'no-time': '{value} is geen tijdstip.',
  'span-backwards': 'De periode eindigt voordat ze begint.',
  'fix-span': 'Tijden zijn milliseconden sinds 1970; `sinceMs` telt mee, `untilMs` niet meer.',

  'no-drill-report': 'Er is geen oefenverslag met de naam {id}.',
  'fix-no-drill-report': 'Welke er zijn, staat in `ballast drill report --list`.',
  'may-not-end-drill': '{name} mag geen oefening beëindigen.',
  'fix-needs-operator': 'Daar is de rol operator voor nodig.',
  'drill-reason-needed': 'Er is een reden nodig, van hoogstens {max} tekens.',
  'fix-say-why': 'Zeg waarom: --reason "…".',
  'no-drill-runs': 'Er loopt geen oefening.',
  'fix-no-drill-runs': 'Er valt niets te beëindigen.',
  'no-traffic-to-imagine': 'Er is geen verkeer om het mee na te gaan.',
  'fix-no-traffic': 'Laat `ballast run` eerst een minuut kijken; de stand observe is genoeg.',

  'simulation-runs': 'Er loopt al een simulatie.',
  'fix-simulation-runs':
    'Wacht tot ze klaar is: het is er één tegelijk, zodat de controller zijn processor houdt.',
  'no-state-to-begin': 'Er is geen controller geweest, dus geen toestand om mee te beginnen.',
  'fix-no-state-to-begin':
    'Start `ballast run`, of gebruik `ballast simulate`, dat er geen nodig heeft.',
  'no-such-scenario': 'Er is geen scenario {name}.',
  'fix-no-such-scenario': '`ballast simulate --list` laat zien welke er zijn.',
  'scenario-misfit': '{name} past niet bij de strategie: {misfits:semicolon}.',
  'fix-scenario-misfit': 'Kies een scenario dat treft wat in de strategie staat.',
  'simulation-not-for-you': 'Simulaties zijn voor operators.',
  'fix-simulation-token':
    'Vraag het met een token met de rol operator: een simulatie kost een processor.',
  'simulation-out-of-range': 'De seed of de duur van de simulatie ligt buiten de grenzen.',
  'fix-simulation-range':
    'Geef als seed een geheel getal van 0 tot 4294967295, en een duur van 1 s tot 1 uur.',
  'simulation-ended': 'De simulatie is afgebroken.',
  'fix-run-again': 'Start haar opnieuw.',
  'simulation-too-slow': 'De simulatie duurde langer dan {maxMs} en is afgebroken.',
  'simulation-too-large': 'De simulatie had meer dan {maxMb} MB nodig en is afgebroken.',
  'fix-simulate-less': 'Simuleer een kortere tijd, of minder services.',
  'simulation-failed': 'De simulatie is mislukt: {reason}.',
  'fix-simulation-failed':
    'Dit is een fout in Ballast: meld haar met het scenario en de seed erbij.',

  'no-api-url': '{url} is geen URL van een API.',
  'fix-no-api-url': 'Schrijf hem als https://host:9901, of op deze machine http://127.0.0.1:9901.',
  'url-with-password': 'In de URL van de API staat een naam of wachtwoord.',
  'fix-url-with-password': 'Haal die eruit; het token hoort in BALLAST_TOKEN of in een bestand.',
  'token-in-the-open': 'Het token zou onversleuteld verstuurd worden.',
  'fix-token-in-the-open': 'Gebruik https, of een tunnel naar een loopback-adres.',
  'ended-before-answer': 'Het is afgebroken voordat er antwoord kwam.',
  'fix-ask-again': 'Vraag het opnieuw.',
  'no-answer': 'Geen antwoord van Ballast op {origin}: {reason}.',
  'reason-unknown': 'oorzaak onbekend',
  'reason-timed-out': 'het duurde te lang',
  'fix-no-answer':
    'Kijk na of `ballast run` daar met --api draait, en of het adres en het certificaat kloppen.',
  'not-the-api': 'Wat er op {base} antwoordt, is niet de API van Ballast.',
  'fix-not-the-api': 'Kijk het adres en het padvoorvoegsel van de API na.',

  'move-waits-for-second': '{move} wacht op een tweede persoon.',
  'fix-second-person':
    'Een andere operator bevestigt het binnen {withinMs:span}, op het dashboard of met: ballast confirm {id}',
  'nothing-waits': 'Er wacht niets met de naam {id} op een tweede persoon.',
  'fix-nothing-waits':
    'Het is al gedaan, afgewezen, of het was te lang geleden: vraag het opnieuw aan.',
  'same-person': '{by} heeft er zelf om gevraagd en kan het niet ook bevestigen.',
  'fix-same-person': 'Iemand anders bevestigt het, met een eigen token.',
  'too-many-wait': 'Er wachten al {max} verplaatsingen van regio’s.',
  'fix-too-many-wait': 'Bevestig er een paar, of wijs ze af.',
  'move-evacuation': 'Evacuatie van {region}',
  'move-pin': 'Vastzetten van {shares:comma}',
  'move-end': 'Einde van: {move}',
  'move-by-force': '{move}, geforceerd',
  'move-return': 'Terugkeer van {region}',
  'move-approval': 'Akkoord voor {id}',
};
