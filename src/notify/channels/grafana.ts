/**
 * Annotations on Grafana's charts: one when something begins, stretched to its end when it is over.
 * They belong to the organisation and carry tags, by which a dashboard shows them. The id of an open
 * annotation is lost with the process; then the whole time is written as a new one at its end.
 */

import { z } from 'zod';
import type { Condition } from '../conditions.ts';
import { DeliveryError } from '../delivery-error.ts';
import { sendJson } from '../http-post.ts';
import { bearer, type SenderOptions, type StateSender } from './sender.ts';

const CREATED = z.object({ id: z.number() });
/** Open ones remembered; more than that are written at their end. */
const OPEN_MAX = 1_000;

export function createGrafanaSender(options: SenderOptions<'grafana'>): StateSender {
  const { channel, notification, readSecret } = options;
  const open = new Map<string, number | null>();
  const closed = new Set<string>();
  return {
    async sync({ strategy, nowMs, active, ended }, signal) {
      const headers = await bearer(channel.token, readSecret);
      const post = async (condition: Condition, endMs: number | null) => {
        const body = annotation(condition, { strategy, nowMs, endMs, notification });
        const url = `${channel.url}/api/annotations`;
        return createdId(await sendJson({ method: 'POST', url, body, headers, signal }));
      };
      for (const condition of active) {
        if (open.has(condition.key) || open.size >= OPEN_MAX) continue;
        open.set(condition.key, await post(condition, null));
      }
      for (const condition of ended) {
        const mark = `${condition.key}\n${condition.endedAtMs}`;
        if (closed.has(mark)) continue;
        const id = open.get(condition.key) ?? null;
        if (id === null) await post(condition, condition.endedAtMs);
        else {
          const body = JSON.stringify({ timeEnd: condition.endedAtMs });
          const url = `${channel.url}/api/annotations/${id}`;
          await sendJson({ method: 'PATCH', url, body, headers, signal });
        }
        open.delete(condition.key);
        closed.add(mark);
      }
      // What has ended is handed over again only until it was taken as a whole.
      closed.clear();
    },
  };
}

interface AnnotationOptions {
  readonly strategy: string;
  readonly nowMs: number;
  readonly endMs: number | null;
  readonly notification: SenderOptions<'grafana'>['notification'];
}

function annotation(
  condition: Condition,
  { strategy, nowMs, endMs, notification }: AnnotationOptions,
): string {
  const { service, class: kind, severity, labels, text } = condition;
  const region = labels['region'];
  return JSON.stringify({
    time: condition.sinceMs ?? nowMs,
    ...(endMs === null ? {} : { timeEnd: endMs }),
    tags: [
      'ballast',
      `strategy:${strategy}`,
      kind,
      severity,
      ...(service === null ? [] : [`service:${service}`]),
      ...(region === undefined ? [] : [`region:${region}`]),
    ],
    text: text[notification.language],
  });
}

function createdId(text: string): number {
  const parsed = CREATED.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.id;
  throw new DeliveryError('the answer names no annotation', {
    isTemporary: false,
    fix: 'Check that the address is that of a Grafana (9 or later).',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
