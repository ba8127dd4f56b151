/**
 * Titles of the scenarios that come with the package, for readers of Dutch. By the English title and
 * not by the name: a scenario of one's own keeps the title that was written for it.
 */

import type { Language } from '../../lib/locale.ts';

export function titleIn(title: string, language: Language): string {
  return language === 'nl' && Object.hasOwn(IN_DUTCH, title) ? (IN_DUTCH[title] ?? title) : title;
}

export const IN_DUTCH: Readonly<Record<string, string>> = {
  'Kong’s Admin API is down when a target fails':
    'De Admin-API van Kong ligt eruit als een target faalt',
  'Everything stands nearly still for four seconds': 'Alles staat vier seconden bijna stil',
  'Half of the writes fail during an evacuation':
    'De helft van de schrijfacties mislukt tijdens een evacuatie',
  'Calls of the Admin API take three seconds when the region goes':
    'De Admin-API doet drie seconden over elk antwoord als de regio uitvalt',
  'Both regions lose half of their workers at the peak':
    'Beide regio’s verliezen op de piek de helft van hun workers',
  'Every 20 s another target is three times slower':
    'Elke 20 s is een andere target drie keer zo traag',
  'Bursts of twice the load every half minute':
    'Elke halve minuut een uitschieter van twee keer de belasting',
  'The primary region loses half of its workers':
    'De eerste regio verliest de helft van haar workers',
  'The primary region comes back cold, five times slower for a while':
    'De eerste regio komt koud terug en is een tijd vijf keer zo traag',
  'One target is lost under consistent hashing': 'Eén target valt uit onder consistent hashing',
  'The controller is killed in the middle of an evacuation':
    'De controller wordt midden in een evacuatie afgeschoten',
  'One target goes from 0.1 % to 5 % errors at 1000 requests/s to it':
    'Eén target gaat van 0,1 % naar 5 % fouten, bij 1000 verzoeken/s',
  'One target goes from 0.1 % to 5 % errors at 100 requests/s to it':
    'Eén target gaat van 0,1 % naar 5 % fouten, bij 100 verzoeken/s',
  'One target goes from 0.1 % to 5 % errors at 10 requests/s to it':
    'Eén target gaat van 0,1 % naar 5 % fouten, bij 10 verzoeken/s',
  'A day’s curve in an hour, and a region lost at its peak':
    'Het verloop van een dag in een uur, en op de piek valt een regio uit',
  'A person evacuates a region over ten minutes, and brings it back':
    'Iemand evacueert een regio in tien minuten, en haalt haar terug',
  'The primary region refuses for 6 s, is there for 6 s, and so on':
    'De eerste regio weigert 6 s, is er 6 s weer, enzovoort',
  'Somebody pushes the old weights in the middle of an evacuation':
    'Iemand zet midden in een evacuatie de oude gewichten terug',
  '/health fails everywhere while requests are served well':
    '/health faalt overal, terwijl verzoeken goed gaan',
  'Targets fail every request while /health says they are fine':
    'Targets laten elk verzoek mislukken, terwijl /health zegt dat het goed gaat',
  'Nothing happens at half load': 'Er gebeurt niets, bij halve belasting',
  'Nothing happens at 85 % load': 'Er gebeurt niets, bij 85 % belasting',
  'An hour in which nothing is wrong': 'Een uur waarin niets mis is',
  'One target fails 30 % under least-connections':
    'Eén target laat 30 % mislukken onder least-connections',
  'Ballast’s own probes do not get through': 'De eigen probes van Ballast komen niet aan',
  'A lever ends by itself, and what broke meanwhile stays out':
    'Een ingreep eindigt vanzelf, en wat intussen stukging blijft eruit',
  'Every target of the primary region accepts and never answers':
    'Elke target van de eerste regio neemt aan en antwoordt nooit',
  'A region is gone for two minutes, then comes back':
    'Een regio is twee minuten weg en komt dan terug',
  'A region is down for a minute, up for a minute, for an hour':
    'Een regio ligt er een minuut uit en is er een minuut weer, een uur lang',
  'The whole primary region answers 5 % with 500; /health stays 200':
    'De hele eerste regio antwoordt 5 % met 500; /health blijft 200',
  'A region that serves half of the traffic is killed':
    'Een regio met de helft van het verkeer gaat plat',
  'The primary fails around the threshold for an hour':
    'De eerste regio faalt een uur lang rond de drempel',
  'Every target of the primary region refuses connections':
    'Elke target van de eerste regio weigert verbindingen',
  'The whole primary region is five times slower': 'De hele eerste regio is vijf keer zo traag',
  'Every target of a region restarts, one after the other':
    'Elke target van een regio herstart, een voor een',
  'Something that all regions use fails for 20 % of the requests':
    'Iets wat alle regio’s gebruiken, faalt bij 20 % van de verzoeken',
  'The database behind all regions fails for 60 % of the requests':
    'De database achter alle regio’s faalt bij 60 % van de verzoeken',
  'Targets of sizes 1, 2 and 4 with equal weights; utilisation is unknown':
    'Targets van grootte 1, 2 en 4 met gelijke gewichten; de bezetting is niet bekend',
  'Targets of sizes 1, 2 and 4 with equal weights; utilisation is known':
    'Targets van grootte 1, 2 en 4 met gelijke gewichten; de bezetting is bekend',
  'Three small services move to a standby that fits 60 %, with queues longer than anyone waits':
    'Drie kleine services gaan naar een standby waar 60 % past, met wachtrijen die langer zijn dan iemand wacht',
  'The primary region refuses, the standby can serve 60 % of the load':
    'De eerste regio weigert; de standby kan 60 % van de belasting aan',
  'High load, late telemetry and two slow targets':
    'Hoge belasting, late telemetrie en twee trage targets',
  'The standby fits 60 % and has deep queues and impatient callers':
    'In de standby past 60 %; ze heeft diepe wachtrijen en ongeduldige aanroepers',
  'Nothing happens': 'Er gebeurt niets',
  'One target accepts and never answers': 'Eén target neemt aan en antwoordt nooit',
  'One target of ten fails 100 % of its answers at once':
    'Eén van tien targets laat ineens 100 % van de antwoorden mislukken',
  'One target of ten fails 5 % of its answers at once':
    'Eén van tien targets laat ineens 5 % van de antwoorden mislukken',
  'One target of ten fails 50 % of its answers at once':
    'Eén van tien targets laat ineens 50 % van de antwoorden mislukken',
  'One target goes up and down every ten seconds': 'Eén target gaat elke tien seconden op en neer',
  'One target answers 30 % with 500; its /health stays 200':
    'Eén target antwoordt 30 % met 500; zijn /health blijft 200',
  'One target restarts and is ten times slower until it is warm':
    'Eén target herstart en is tien keer zo traag tot hij warm is',
  'One target is ten times slower': 'Eén target is tien keer zo traag',
  'Three of ten targets fail 20 % of their answers':
    'Drie van tien targets laten 20 % van de antwoorden mislukken',
  'Two of ten targets are two and a half times slower':
    'Twee van tien targets zijn tweeënhalf keer zo traag',
  'Log entries are three seconds late while a target fails':
    'Logregels komen drie seconden te laat, terwijl een target faalt',
  'A third of the log entries is lost and a tenth arrives twice':
    'Een derde van de logregels raakt kwijt en een tiende komt twee keer aan',
  'Sight is lost first, then the region': 'Eerst valt het zicht weg, dan de regio',
  'Kong’s log entries stop reaching Ballast': 'De logregels van Kong komen niet meer bij Ballast',
  'Two of three regions are lost one after the other': 'Twee van drie regio’s vallen na elkaar uit',
  'Three services; the dependency of one of them slows it down':
    'Drie services; één ervan wordt traag door iets waar ze van afhangt',
  'Three times the usual traffic for two minutes': 'Twee minuten lang drie keer het gewone verkeer',
  'A second controller is started beside the first':
    'Naast de eerste controller wordt een tweede gestart',
};
