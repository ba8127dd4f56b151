/** Server-sent events as text (WHATWG HTML, §9.2). JSON has no line breaks, so one data line does. */

import type { ControlEvent } from '../../../model/control.ts';
import type { Numbered } from '../../../model/history.ts';

export const HEART_BEAT = ': alive\n\n';

export function frameOf(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Its id is what `Last-Event-ID` gives back after a break. */
export function eventFrame({ id, entry }: Numbered<ControlEvent>): string {
  return `id: ${id}\n${frameOf('event', { id, entry })}`;
}
