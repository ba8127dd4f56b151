/**
 * The alerts that `generate` writes for Prometheus, as data: what each one means and how urgent it
 * is. The expressions are in `prometheus/`; the runbook pages are named by `runbook`.
 *
 * `page` wakes somebody: users are hurt, or the next fault would hurt them at once and only a person
 * can help. `ticket` waits for office hours. `info` is there to be seen beside the others.
 *
 * What can be told from Kong's own metrics is told from them (`source: 'kong'`): these alerts work
 * with Ballast dead.
 */

import type { AlertTable } from './alert-entry.ts';
import { BALLAST_ALERTS } from './alerts-of-ballast.ts';
import { SERVICE_ALERTS } from './alerts-of-services.ts';

export const ALERTS = { ...SERVICE_ALERTS, ...BALLAST_ALERTS } as const satisfies AlertTable;

export type AlertName = keyof typeof ALERTS;

export const ALERT_NAMES = Object.keys(ALERTS) as AlertName[];

/** Link to the page of an alert; `base` without a slash at the end. */
export function runbookUrl(name: AlertName, base = 'runbooks'): string {
  return `${base}/${ALERTS[name].runbook}.md`;
}
