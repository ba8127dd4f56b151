/** The words of planning and starting a drill, in Dutch. */

import { preChecksNl } from '../../../model/words/pre-checks-nl.ts';
import type { holdEn } from './hold-en.ts';

export const holdNl: typeof holdEn = {
  title: 'Een oefening houden',
  lead: 'Er wordt met opzet iets weggenomen, bij de echte Kong: met controles vooraf, grenzen zolang het duurt, en een herstel dat zeker is. Deze server houdt de oefening.',
  drill: 'Oefening',
  own: (title) => `${title} (van uzelf)`,
  region: 'Regio',
  service: 'Service',
  duration: 'Hoe lang',
  asWritten: 'zoals de oefening zegt',
  durations: {
    '30000': '30 seconden',
    '60000': '1 minuut',
    '120000': '2 minuten',
    '300000': '5 minuten',
    '600000': '10 minuten',
  },
  next: (when) => `Volgens haar eigen rooster weer op ${when}.`,
  plan: 'Kijk of ze mag beginnen',
  planning: 'Kong wordt gevraagd …',
  planOf: (name) => `Wat ${name} zou doen`,
  lasts: 'duurt',
  targets: 'geraakte targets',
  traffic: 'deel van alle verzoeken',
  unknown: 'onbekend',
  undo: 'En dit neemt het terug',
  mayNot: 'Ze mag nu niet beginnen.',
  may: 'Ze mag beginnen.',
  fix: 'Doe dit:',
  start: 'Starten …',
  starting: 'Nog één keer controleren …',
  sureTitle: (name) => `De oefening ${name} starten`,
  sure: 'Eerst wordt de rusttoestand bekeken. U kunt haar elk moment afbreken; dan wordt alles hersteld.',
  sureNow: 'Nu starten',
  over: 'De oefening is voorbij:',
  report: 'open het verslag',
  checks: preChecksNl,
};
