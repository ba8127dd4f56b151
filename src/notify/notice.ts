/** An event as it is told: placed, classed, and named so that a receiver can see it twice and know. */

import { createHash } from 'node:crypto';
import type { Said } from '../lib/said.ts';
import type { ControlEvent, EventKind } from '../model/control.ts';
import type { NotifyClass, NotifySeverity } from '../model/notification.ts';
import type { Strategy } from '../model/strategy.ts';
import { classOf } from './event-classes.ts';

export interface Notice {
  /** The same for the same event, whoever sends it and however often. */
  readonly id: string;
  /** The same for the same thing happening again. */
  readonly key: string;
  readonly atMs: number;
  readonly kind: EventKind;
  readonly class: NotifyClass;
  readonly severity: NotifySeverity;
  readonly service: string | null;
  readonly region: string | null;
  readonly target: string | null;
  /** In English, as in the journal. */
  readonly message: string;
  /** The same as data, for other languages. */
  readonly said?: Said;
  readonly evidence: ControlEvent['evidence'];
}

/** `null` for events that are told to nobody. */
export function noticeOf(event: ControlEvent, strategy: Strategy): Notice | null {
  const found = classOf(event);
  if (found === null) return null;
  const { atMs, kind, upstream, region, target, message, said, evidence } = event;
  const service = serviceOf(upstream, strategy);
  const place = [kind, upstream, region, target, differenceOf(event)].join('\n');
  return {
    id: createHash('sha256')
      .update(`${strategy.name}\n${atMs}\n${place}`)
      .digest('hex')
      .slice(0, 20),
    key: place,
    atMs,
    kind,
    ...found,
    service,
    region,
    target,
    message,
    ...(said === undefined ? {} : { said }),
    evidence,
  };
}

/** Two-level layouts have an outer upstream, and one for each region, named after the service's. */
function serviceOf(upstream: string | null, { services }: Strategy): string | null {
  const found = services.find(
    (one) =>
      upstream === one.upstream ||
      upstream === `${one.upstream}-outer` ||
      upstream?.startsWith(`${one.upstream}.`) === true,
  );
  return found?.name ?? upstream;
}

/** What tells two events of one kind and place apart. */
function differenceOf({ evidence }: ControlEvent): string {
  const names = ['gateway', 'signal', 'step', 'mode', 'id', 'level', 'waitingFor', 'refused'];
  return JSON.stringify(names.map((name) => evidence[name] ?? null));
}
