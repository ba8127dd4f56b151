/** What a channel wants to hear. */

import {
  NOTIFY_SEVERITIES,
  type Notification,
  type NotifyClass,
  type NotifySeverity,
} from '../model/notification.ts';

export function isWanted(
  told: { readonly class: NotifyClass; readonly severity: NotifySeverity },
  { events, severity }: Pick<Notification, 'events' | 'severity'>,
): boolean {
  return events.includes(told.class) && rankOf(told.severity) <= rankOf(severity);
}

/** 0 is the gravest. */
export function rankOf(severity: NotifySeverity): number {
  return NOTIFY_SEVERITIES.indexOf(severity);
}
