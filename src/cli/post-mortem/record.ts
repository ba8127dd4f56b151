/** What a post-mortem is made from: everything that was kept of the span, and how things are now. */

import type { AuditEntry } from '../../model/audit.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Numbered, Sample } from '../../model/history.ts';
import type { UpstreamStatus } from '../../model/status.ts';
import type { Setting } from '../../operations/contract.ts';
import { readPages } from '../journal/pages.ts';
import type { Desk } from '../operations-of.ts';

export interface Span {
  readonly sinceMs: number;
  readonly untilMs: number;
}

export interface IncidentRecord extends Span {
  readonly strategy: string;
  /** The services it is about. */
  readonly services: readonly Pick<UpstreamStatus, 'service' | 'upstream'>[];
  readonly events: readonly Numbered<ControlEvent>[];
  /** `null` when the one who asks may not see it. */
  readonly audit: readonly Numbered<AuditEntry>[] | null;
  readonly samples: readonly Sample[];
  readonly settings: readonly Setting[];
  /** More events than these were not read. */
  readonly isCut: boolean;
}

/** Events of a span at most; a span with more is too long for one report. */
const EVENTS_LIMIT = 50_000;

export async function readRecord(
  { operations, actor }: Desk,
  { sinceMs, untilMs, service }: Span & { readonly service: string | null },
): Promise<IncidentRecord> {
  const { snapshot } = await operations.status.status();
  const { journal } = operations;
  const span = { sinceMs, untilMs };
  const isMeant = (one: UpstreamStatus) =>
    service === null || one.service === service || one.upstream === service;
  const events: Numbered<ControlEvent>[] = [];
  let isCut = false;
  for await (const page of readPages((query) => journal.events(query), span)) {
    events.push(...page);
    isCut = events.length > EVENTS_LIMIT;
    if (isCut) break;
  }
  const audit: Numbered<AuditEntry>[] = [];
  let maySeeAudit = true;
  try {
    for await (const page of readPages((query) => journal.audit(actor, query), span)) {
      audit.push(...page);
    }
  } catch (error) {
    if (!isForbidden(error)) throw error;
    maySeeAudit = false;
  }
  return {
    ...span,
    strategy: snapshot.strategy,
    services: snapshot.upstreams.filter(isMeant),
    events,
    audit: maySeeAudit ? audit : null,
    samples: await journal.samples(span),
    settings: await operations.status.settings(),
    isCut,
  };
}

function isForbidden(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'forbidden'
  );
}
