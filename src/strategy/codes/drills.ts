/** BLS19xx: files of drills. */

import type { CodeEntry } from './entry.ts';

export const DRILL_CODES = {
  BLS1901: {
    severity: 'error',
    title: 'Not in the strategy',
    why: 'A drill of something that is not there would prove nothing.',
    fix: 'Name a region, service or target of the strategy.',
    wrong: 'scope: { region: eu-wst }',
    right: 'scope: { region: eu-west }',
  },
  BLS1902: {
    severity: 'error',
    title: 'Fault that does not fit its scope',
    why: 'It would hit something else than what the file says.',
    fix: 'Choose another fault, or another scope; docs/drills.md says what fits.',
    wrong: 'scope: { share: 30% }\nfault: { kind: request-termination }',
    right: 'scope: { share: 100% }\nfault: { kind: request-termination, trigger: x-drill }',
  },
  BLS1903: {
    severity: 'error',
    title: 'Not a schedule',
    why: 'It has to be known when the drill is to be held.',
    fix: 'Write five fields (minute, hour, day, month, weekday) and a time zone.',
    wrong: 'schedule: { cron: every tuesday }',
    right: "schedule: { cron: '0 10 * * 2', zone: Europe/Amsterdam }",
  },
  BLS1904: {
    severity: 'error',
    title: 'Times that do not fit',
    why: 'What is to be seen would come after the end of the drill.',
    fix: 'Make the drill longer, or the limit shorter.',
    wrong: 'duration: 10s\nexpect: { cleanAfter: 30s }',
    right: 'duration: 1m\nexpect: { cleanAfter: 30s }',
  },
} as const satisfies Record<string, CodeEntry>;
