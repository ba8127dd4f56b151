/** What every channel gets to send, and what it is made of. */

import type { Notification } from '../../model/notification.ts';
import type { Condition } from '../conditions.ts';
import type { Notice } from '../notice.ts';
import type { ReadSecret } from '../secret.ts';

/** Notices that go out as one message. */
export interface Delivery {
  /** The same for each attempt at it. */
  readonly id: string;
  readonly strategy: string;
  readonly sentAtMs: number;
  /** At least one; the gravest come first. */
  readonly notices: readonly ToldNotice[];
  /** How many were lost since the delivery before. */
  readonly droppedCount: number;
  readonly isTest: boolean;
}

export interface ToldNotice extends Notice {
  /** How often the same happened since it was last told. */
  readonly repeats: number;
}

/** Tells of events, each once. Throws a `DeliveryError`. */
export interface EventSender {
  send(delivery: Delivery, signal: AbortSignal): Promise<void>;
}

/** Tells of what lasts: begun, still so, over. Throws a `DeliveryError`. */
export interface StateSender {
  sync(state: ConditionState, signal: AbortSignal): Promise<void>;
}

export interface ConditionState {
  readonly strategy: string;
  readonly nowMs: number;
  readonly active: readonly Condition[];
  /** Those that were told and are over, with the time of their end. */
  readonly ended: readonly (Condition & { readonly endedAtMs: number })[];
}

export interface SenderOptions<Kind extends Notification['channel']['kind']> {
  readonly notification: Notification;
  readonly channel: Extract<Notification['channel'], { kind: Kind }>;
  readonly readSecret: ReadSecret;
}

export async function bearer(
  token: Parameters<ReadSecret>[0] | null,
  readSecret: ReadSecret,
): Promise<Readonly<Record<string, string>>> {
  return token === null ? {} : { authorization: `Bearer ${await readSecret(token)}` };
}
