/** The few words around a message, in the languages of messages. */

import type { Language } from '../../lib/locale.ts';
import type { NotifyClass, NotifySeverity } from '../../model/notification.ts';

interface Labels {
  readonly severities: Readonly<Record<NotifySeverity, string>>;
  readonly classes: Readonly<Record<NotifyClass, string>>;
  readonly repeats: (count: number) => string;
  readonly dropped: (count: number) => string;
  readonly more: (count: number) => string;
  readonly dashboard: string;
  readonly runbook: string;
  readonly test: string;
}

export const LABELS: Readonly<Record<Language, Labels>> = {
  en: {
    severities: { page: 'PAGE', ticket: 'TICKET', info: 'INFO' },
    classes: {
      failover: 'failover',
      failback: 'failback',
      ejection: 'ejection',
      capacity: 'capacity',
      telemetry: 'telemetry',
      budget: 'error budget',
      drill: 'drill',
      override: 'override',
      gateway: 'gateway',
      controller: 'controller',
    },
    repeats: (count) =>
      `and ${count} more ${count === 1 ? 'time' : 'times'} since it was last told`,
    dropped: (count) =>
      `${count} ${count === 1 ? 'notice was' : 'notices were'} dropped before this one: they could not be sent in time. \`ballast journal\` has them.`,
    more: (count) => `and ${count} more in the journal`,
    dashboard: 'Dashboard',
    runbook: 'Runbook',
    test: 'This is a test of `ballast notify test`. Nothing is wrong.',
  },
  nl: {
    severities: { page: 'NU', ticket: 'VANDAAG', info: 'INFO' },
    classes: {
      failover: 'uitwijk',
      failback: 'terugkeer',
      ejection: 'target eruit',
      capacity: 'capaciteit',
      telemetry: 'telemetrie',
      budget: 'foutbudget',
      drill: 'oefening',
      override: 'ingreep',
      gateway: 'gateway',
      controller: 'controller',
    },
    repeats: (count) => `en nog ${count} keer sinds de vorige melding`,
    dropped: (count) =>
      `${count} ${count === 1 ? 'melding is' : 'meldingen zijn'} hiervoor weggevallen: ze konden niet op tijd verstuurd worden. \`ballast journal\` heeft ze.`,
    more: (count) => `en nog ${count} in het journaal`,
    dashboard: 'Dashboard',
    runbook: 'Runbook',
    test: 'Dit is een test van `ballast notify test`. Er is niets aan de hand.',
  },
};
