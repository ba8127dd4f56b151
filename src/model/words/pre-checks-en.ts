/** What each check before a drill is called, in English. */

import type { PreCheckCode } from '../drill-report.ts';

export const preChecksEn: Readonly<Record<PreCheckCode, string>> = {
  controller: 'A controller leads',
  mode: 'It may act',
  telemetry: 'Telemetry is fresh',
  kong: 'Kong’s Admin APIs answer',
  'no-drill': 'No other drill',
  'nobody-else': 'Nobody else acts',
  'regions-healthy': 'Regions are healthy',
  headroom: 'Headroom (N+1)',
  law: 'The control law agrees',
  budget: 'Error budget',
  window: 'Blocked windows',
  'blast-radius': 'Blast radius',
  lever: 'The fault fits',
  'dead-man': 'It ends if everybody dies',
};
