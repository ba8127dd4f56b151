/**
 * Which events are told, under which class, and how grave each is. What is not here is told to nobody:
 * single writes, what an observer would have written, and what a controller that does not lead says.
 */

import type { ControlEvent, EventKind } from '../model/control.ts';
import type { NotifyClass, NotifySeverity } from '../model/notification.ts';

export interface EventClass {
  readonly class: NotifyClass;
  readonly severity: NotifySeverity;
}

const CLASSES: Readonly<Partial<Record<EventKind, EventClass>>> = {
  'region-evacuated': { class: 'failover', severity: 'page' },
  'evacuation-refused': { class: 'failover', severity: 'page' },
  'evacuation-undone': { class: 'failover', severity: 'ticket' },
  'approval-used': { class: 'failover', severity: 'info' },
  'hook-failed': { class: 'failover', severity: 'page' },
  panic: { class: 'failover', severity: 'page' },
  'panic-ended': { class: 'failover', severity: 'info' },
  'region-hold': { class: 'failback', severity: 'info' },
  'failback-waiting': { class: 'failback', severity: 'info' },
  'failback-step': { class: 'failback', severity: 'info' },
  'failback-done': { class: 'failback', severity: 'info' },
  'failback-aborted': { class: 'failback', severity: 'ticket' },
  'target-ejected': { class: 'ejection', severity: 'ticket' },
  'ejection-refused': { class: 'ejection', severity: 'ticket' },
  'target-readmitted': { class: 'ejection', severity: 'info' },
  'target-slow': { class: 'ejection', severity: 'ticket' },
  'target-trimmed': { class: 'ejection', severity: 'info' },
  'trim-relaxed': { class: 'ejection', severity: 'info' },
  'trim-refused': { class: 'ejection', severity: 'info' },
  'capacity-short': { class: 'capacity', severity: 'page' },
  'capacity-learnt': { class: 'capacity', severity: 'info' },
  'spill-started': { class: 'capacity', severity: 'ticket' },
  'spill-ended': { class: 'capacity', severity: 'info' },
  shedding: { class: 'capacity', severity: 'page' },
  'shed-ended': { class: 'capacity', severity: 'info' },
  'telemetry-stale': { class: 'telemetry', severity: 'ticket' },
  'telemetry-fresh': { class: 'telemetry', severity: 'info' },
  'budget-low': { class: 'budget', severity: 'ticket' },
  'write-failed': { class: 'gateway', severity: 'ticket' },
  'write-refused': { class: 'gateway', severity: 'ticket' },
  'foreign-write': { class: 'gateway', severity: 'ticket' },
  'override-set': { class: 'override', severity: 'info' },
  'override-ended': { class: 'override', severity: 'info' },
  'override-refused': { class: 'override', severity: 'ticket' },
  'drill-started': { class: 'drill', severity: 'info' },
  'drill-ended': { class: 'drill', severity: 'info' },
  'mode-changed': { class: 'controller', severity: 'ticket' },
  leading: { class: 'controller', severity: 'info' },
  'controller-started': { class: 'controller', severity: 'info' },
  'controller-stopped': { class: 'controller', severity: 'ticket' },
};

/** `null` for what is told to nobody. */
export function classOf({ kind, evidence }: ControlEvent): EventClass | null {
  if (kind === 'awaiting-approval') {
    // What a return waits for is named; an evacuation that waits says what it was refused for.
    const isReturn = 'waitingFor' in evidence;
    return { class: isReturn ? 'failback' : 'failover', severity: 'page' };
  }
  return CLASSES[kind] ?? null;
}
