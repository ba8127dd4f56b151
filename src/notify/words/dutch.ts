/** What happened, in Dutch, by kind of event. A kind without words here is told in English. */

import type { EventKind } from '../../model/control.ts';
import type { Notice } from '../notice.ts';

interface Told extends Notice {
  readonly service: string;
  readonly region: string;
  readonly target: string;
}

const named = (value: unknown) => (typeof value === 'string' ? value : '?');

export const DUTCH: Readonly<Partial<Record<EventKind, (told: Told) => string>>> = {
  'region-evacuated': ({ region, service }) =>
    `${region} krijgt geen verkeer meer van ${service}: de regio is uitgevallen of te ziek.`,
  'evacuation-refused': ({ region, service }) =>
    `${region} zou leeg moeten voor ${service}, maar dat mag of kan niet.`,
  'evacuation-undone': ({ region, service }) =>
    `De uitwijk van ${service} uit ${region} is teruggedraaid.`,
  'awaiting-approval': ({ region, service, evidence }) =>
    'waitingFor' in evidence
      ? `De terugkeer van ${service} naar ${region} wacht op goedkeuring.`
      : `De uitwijk van ${service} uit ${region} wacht op goedkeuring.`,
  'approval-used': ({ region, service }) =>
    `De goedkeuring voor ${service} in ${region} is gebruikt.`,
  'hook-failed': ({ region, service }) =>
    `De aanroep rond de verplaatsing van ${service} in ${region} is mislukt.`,
  panic: ({ region, service }) =>
    `Te weinig gezonde targets voor ${service} in ${region}: het verkeer gaat weer over alle targets.`,
  'panic-ended': ({ region, service }) =>
    `Er zijn weer genoeg gezonde targets voor ${service} in ${region}.`,
  'region-hold': ({ region, service }) =>
    `${region} ziet er weer goed uit voor ${service}; eerst even aanzien.`,
  'failback-waiting': ({ region, service }) => `De terugkeer van ${service} naar ${region} wacht.`,
  'failback-step': ({ region, service }) =>
    `${service} keert terug naar ${region}: de volgende stap is gezet.`,
  'failback-done': ({ region, service }) => `${service} is helemaal terug in ${region}.`,
  'failback-aborted': ({ region, service }) =>
    `De terugkeer van ${service} naar ${region} is afgebroken.`,
  'target-ejected': ({ target, service }) => `${target} van ${service} is uit de roulatie gehaald.`,
  'ejection-refused': ({ target, service }) =>
    `${target} van ${service} zou uit de roulatie moeten, maar dat mag of kan niet.`,
  'target-readmitted': ({ target, service }) => `${target} van ${service} doet weer mee.`,
  'target-slow': ({ target, service }) =>
    `${target} van ${service} is zo traag dat hij bijna niets meer krijgt.`,
  'target-trimmed': ({ target, service }) =>
    `${target} van ${service} is trager dan de rest en krijgt minder.`,
  'trim-relaxed': ({ target, service }) => `${target} van ${service} krijgt weer meer.`,
  'trim-refused': ({ target, service }) =>
    `${target} van ${service} is traag, maar de rest heeft geen ruimte voor zijn deel.`,
  'capacity-short': ({ service }) => `De vraag naar ${service} past nergens meer.`,
  'capacity-learnt': ({ region, service }) =>
    `Er is geleerd hoeveel ${region} aankan voor ${service}.`,
  'spill-started': ({ region, service }) =>
    `${region} is vol voor ${service}; een deel gaat naar een andere regio.`,
  'spill-ended': ({ region, service }) => `${region} kan ${service} weer helemaal zelf aan.`,
  shedding: ({ service }) => `Een deel van de requests naar ${service} wordt bewust geweigerd.`,
  'shed-ended': ({ service }) => `Alle requests naar ${service} worden weer aangenomen.`,
  'telemetry-stale': ({ evidence }) =>
    `Er is geen nieuws meer van ${named(evidence['signal'])}; op grond daarvan verandert er niets.`,
  'telemetry-fresh': ({ evidence }) => `Er is weer nieuws van ${named(evidence['signal'])}.`,
  'budget-low': ({ service }) => `Het foutbudget van ${service} raakt op.`,
  'write-failed': ({ service, evidence }) =>
    `De gewichten van ${service} op ${named(evidence['gateway'])} zijn niet te lezen of te schrijven.`,
  'write-refused': ({ service, evidence }) =>
    `Ballast mag of kan gewichten van ${service} op ${named(evidence['gateway'])} niet schrijven.`,
  'foreign-write': ({ service, evidence }) =>
    `Iemand anders heeft de gewichten van ${service} op ${named(evidence['gateway'])} veranderd; Ballast blijft eraf.`,
  'override-set': ({ service }) => `Iemand heeft ingegrepen in ${service}.`,
  'override-ended': ({ service }) => `De ingreep in ${service} is voorbij.`,
  'override-refused': ({ service }) => `Een ingreep in ${service} is geweigerd.`,
  'drill-started': ({ service }) => `Er is een oefening begonnen met ${service}.`,
  'drill-ended': ({ service }) => `De oefening met ${service} is voorbij.`,
  'mode-changed': ({ evidence }) =>
    evidence['mode'] === 'act'
      ? 'Ballast grijpt nu zelf in: gewichten worden geschreven.'
      : 'Ballast kijkt nu alleen toe: er wordt niets geschreven.',
  leading: () => 'Een andere controller van Ballast heeft de leiding genomen.',
  'controller-started': () => 'Ballast is gestart.',
  'controller-stopped': () => 'Ballast is gestopt; de gewichten blijven zoals ze zijn.',
};
