/** What the outlets of notifications have counted → samples. */

import { optionalSample, type Sample, sample } from './sample.ts';

/** The part of an outlet's counts that is exported. */
export interface NotificationCounts {
  readonly sent: number;
  readonly failed: number;
  readonly dropped: number;
  readonly repeated: number;
  readonly waiting: number;
  /** `null` before the first. */
  readonly sentAtMs: number | null;
}

const OUTCOMES = ['sent', 'failed', 'dropped', 'repeated'] as const;

export function notificationSamples(
  counts: Readonly<Record<string, NotificationCounts>>,
): readonly Sample[] {
  return Object.entries(counts).flatMap(([channel, one]) => {
    const sentAtSeconds = one.sentAtMs === null ? null : one.sentAtMs / 1_000;
    return [
      ...OUTCOMES.map((outcome) =>
        sample('ballast_notifications_total', { channel, outcome }, one[outcome]),
      ),
      sample('ballast_notifications_waiting', { channel }, one.waiting),
      ...optionalSample(
        'ballast_notification_last_sent_timestamp_seconds',
        { channel },
        sentAtSeconds,
      ),
    ];
  });
}
