/** Where a message leads: the service on the dashboard, and the page that says what to do. */

import type { EventKind } from '../model/control.ts';
import type { Notification } from '../model/notification.ts';
import type { Notice } from './notice.ts';

export interface Links {
  readonly dashboard: string | null;
  readonly runbook: string | null;
}

/** Names of the pages that `ballast generate` writes. */
const RUNBOOKS: Readonly<Partial<Record<EventKind, string>>> = {
  'region-evacuated': 'region-down',
  'evacuation-refused': 'evacuation-refused',
  'awaiting-approval': 'evacuation-refused',
  'evacuation-undone': 'failover-happened',
  'failback-aborted': 'failback-aborted',
  'target-ejected': 'target-ejected',
  'ejection-refused': 'target-ejected',
  'target-slow': 'target-ejected',
  panic: 'target-ejected',
  shedding: 'shedding',
  'capacity-short': 'shedding',
  'spill-started': 'capacity-lost',
  'telemetry-stale': 'telemetry-stale',
  'write-failed': 'write-failures',
  'write-refused': 'config-drift',
  'foreign-write': 'config-drift',
};

export function linksOf(
  { service, kind }: Pick<Notice, 'service' | 'kind'>,
  { dashboardUrl, runbooksUrl }: Pick<Notification, 'dashboardUrl' | 'runbooksUrl'>,
): Links {
  const page = RUNBOOKS[kind];
  const place = service === null ? '' : `service/${encodeURIComponent(service)}`;
  return {
    dashboard: dashboardUrl === null ? null : `${dashboardUrl}/#/${place}`,
    runbook: runbooksUrl === null || page === undefined ? null : `${runbooksUrl}/${page}.md`,
  };
}
