/**
 * Writes what is kept of a span, as it comes: one page is in memory at a time, and a slow reader is
 * waited for. Nothing is lost: pages go by id, and events that are written meanwhile come after.
 */

import type { ControlEvent } from '../../model/control.ts';
import type { Sample } from '../../model/history.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import type { Desk } from '../operations-of.ts';
import { readPages } from './pages.ts';
import {
  AUDIT_SHAPE,
  EVENT_SHAPE,
  type ExportFormat,
  renderHead,
  renderRows,
  type RowShape,
  SAMPLE_SHAPE,
} from './rows.ts';

export interface ExportRequest {
  readonly what: 'events' | 'audit' | 'samples';
  readonly format: ExportFormat;
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Kinds of events; empty for all. */
  readonly kinds: readonly string[];
  /** Name of a service; `null` for all. */
  readonly service: string | null;
  /** Its upstream, by which events name it. */
  readonly upstream: string | null;
  /** Of samples; absent: the finest that is kept. */
  readonly stepMs?: number;
}

/** Resolves when the text has been taken. */
export type Write = (text: string) => Promise<void>;

/** How many entries were written. */
export async function exportJournal(
  { operations: { journal }, actor }: Desk,
  request: ExportRequest,
  write: Write,
): Promise<number> {
  const { what, sinceMs, untilMs, service, stepMs } = request;
  switch (what) {
    case 'events': {
      const pages = readPages((query) => journal.events(query), { sinceMs, untilMs });
      return writePages(filtered(pages, request), { shape: EVENT_SHAPE, request, write });
    }
    case 'audit': {
      const pages = readPages((query) => journal.audit(actor, query), { sinceMs, untilMs });
      return writePages(pages, { shape: AUDIT_SHAPE, request, write });
    }
    case 'samples': {
      const samples = await journal.samples({
        sinceMs,
        untilMs,
        ...(stepMs === undefined ? {} : { stepMs }),
        ...(service === null ? {} : { service }),
      });
      return writePages(chunks(samples), { shape: SAMPLE_SHAPE, request, write });
    }
  }
}

async function writePages<T>(
  pages: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
  options: { readonly shape: RowShape<T>; readonly request: ExportRequest; readonly write: Write },
): Promise<number> {
  const { shape, request, write } = options;
  let count = 0;
  await write(renderHead(shape, request.format));
  for await (const page of pages) {
    count += page.length;
    await write(renderRows(page, shape, request.format));
  }
  return count;
}

async function* filtered<T extends { readonly entry: ControlEvent }>(
  pages: AsyncIterable<readonly T[]>,
  { kinds, upstream }: ExportRequest,
): AsyncGenerator<readonly T[]> {
  for await (const page of pages) {
    yield page.filter(({ entry }) => isWanted(entry, { kinds, upstream }));
  }
}

export function isWanted(
  event: ControlEvent,
  { kinds, upstream }: Pick<ExportRequest, 'kinds' | 'upstream'>,
): boolean {
  if (kinds.length > 0 && !kinds.includes(event.kind)) return false;
  return upstream === null || isUpstreamOf(upstream, event.upstream);
}

function* chunks(samples: readonly Sample[]): Generator<readonly Sample[]> {
  const size = 500;
  for (let at = 0; at < samples.length; at += size) yield samples.slice(at, at + size);
}
