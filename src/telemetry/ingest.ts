/**
 * From a delivered log value to counted outcomes: parse, drop what came before, attribute, record.
 * Pure over its own state; the caller brings the time.
 */

import { type AddressBook, targetAt } from './address-book.ts';
import { type Aggregate, p99Of, recordRefused, recordRequest, recordTry } from './aggregate.ts';
import type { TrafficTap } from '../model/observation.ts';
import { attribute } from './attribution.ts';
import type { TelemetryCounters } from './counters.ts';
import { type Dedupe, isFirst } from './dedupe.ts';
import { isLate, type Lateness } from './lateness.ts';
import { type LogEntry, parseLogEntry } from './log-entry.ts';
import type { KnownUpstream } from './upstream-names.ts';

export interface Ingest {
  readonly aggregate: Aggregate;
  readonly book: AddressBook;
  readonly dedupe: Dedupe;
  readonly lateness: Lateness;
  readonly counters: TelemetryCounters;
  /** What the upstreams in Kong mean, by name. */
  readonly known: ReadonlyMap<string, KnownUpstream>;
  /** Addresses (`ip:port`) whose answers are shed on purpose. */
  readonly shedAddresses: ReadonlySet<string>;
  readonly tap?: TrafficTap | undefined;
}

export interface Arrival {
  readonly atMs: number;
  /** Address of who delivered it. */
  readonly sender: string;
}

/** Counts one entry; never throws, whatever the value. */
export function ingestEntry(ingest: Ingest, value: unknown, { atMs, sender }: Arrival): void {
  const { counters } = ingest;
  const entry = parseLogEntry(value);
  if (typeof entry === 'string') {
    counters.malformed[entry] += 1;
    return;
  }
  const { requestId } = entry;
  const known = ingest.known.get(entry.upstream);
  if (known === undefined) {
    counters.otherServices += 1;
    return;
  }
  if (requestId !== null && !isFirst(ingest.dedupe, requestId)) {
    counters.duplicates += 1;
    return;
  }
  if (isLate(ingest.lateness, { sender, endedAtMs: entry.endedAtMs, atMs })) {
    counters.late += 1;
    return;
  }
  counters.entries += 1;
  record(ingest, known, { entry, atMs });
}

function record(
  ingest: Ingest,
  { service, role }: KnownUpstream,
  { entry, atMs }: { readonly entry: LogEntry; readonly atMs: number },
): void {
  const { aggregate, counters, shedAddresses } = ingest;
  const { upstream } = service;
  const { tries, request } = attribute(entry, {
    overloadStatuses: service.health.overloadStatuses,
    timeoutMs: service.protect.timeoutMs ?? service.client.deadlineMs,
    deadlineMs: service.client.deadlineMs,
    // Only an abort needs it, and it is costly.
    p99Ms: entry.status === 499 ? p99Of(aggregate, upstream) : null,
  });
  if (role !== 'inner') {
    // Whatever its status: a static 200 is no answer of a target either.
    const isShed = request !== 'aborted' && shedAddresses.has(tries.at(-1)?.address ?? '');
    const outcome = isShed ? 'shed' : request;
    recordRequest(aggregate, { upstream, outcome, atMs });
    ingest.tap?.requestRecorded({ upstream, outcome, durationMs: entry.requestMs });
  }
  for (const { address, ...details } of tries) {
    if (shedAddresses.has(address)) {
      counters.shed += 1;
      // A refused write: the outer entry counts the request, and cannot know why it failed.
      if (role === 'inner') recordRefused(aggregate, { upstream, status: entry.status, atMs });
      continue;
    }
    // Tries of an outer upstream are at Kong itself: the inner entry tells what came of them.
    if (role === 'outer') continue;
    const target = targetAt(ingest.book, { upstream, address });
    if (target === null) {
      counters.unknownTargets += 1;
      continue;
    }
    recordTry(aggregate, { upstream, target, ...details, atMs });
    ingest.tap?.tryRecorded({ upstream, target, ...details });
  }
}
