/**
 * Reports on spans of time: made from what was kept, kept themselves as data, and told in the language
 * of whoever reads them. What people did is told to those who may see the audit log.
 */

import { makeSaid } from '../lib/said.ts';
import type { History, StoredReport } from '../model/history.ts';
import { type PostMortem, readPostMortem } from '../model/post-mortem.ts';
import { type Actor, hasRole } from './actor.ts';
import type { PostMortemOperations, PostMortemRequest } from './contract.ts';
import { audited } from './levers/audited.ts';
import { type OperationError, operationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';
import { collectPostMortem } from './post-mortem/collect.ts';
import { renderForReading } from './post-mortem/compose.ts';
import { keepable } from './post-mortem/keepable.ts';
import { utc } from './post-mortem/page.ts';
import { sayOperation } from './speech.ts';
import { createStatusOperations } from './status.ts';

/** As long as the journal reaches back. */
const SPAN_MAX_DAYS = 400;
const DAY_MS = 86_400_000;
const REPORTS_MAX = 1_000;
/** Characters of an id; enough among some hundred. */
const ID_LENGTH = 8;

export function createPostMortemOperations(ports: LocalPorts): PostMortemOperations {
  const { history, language = 'en' } = ports;
  return {
    make: (actor, request) => make(ports, actor, request),
    draft: (actor, request) => draft(ports, actor, request),
    list: (limit) =>
      history.listReports('post-mortem', Math.min(REPORTS_MAX, Math.max(1, Math.floor(limit)))),
    report: (actor, id) => readReport(ports, actor, id),
    async render(actor, id) {
      const facts = readPostMortem((await readReport(ports, actor, id)).report);
      if (facts === null) throw fault('not-found', 'later', { id });
      return renderForReading(facts, language);
    },
  };
}

function make(ports: LocalPorts, actor: Actor, request: PostMortemRequest): Promise<StoredReport> {
  const { sinceMs, untilMs, service } = request;
  const deed = {
    action: 'post-mortem.make',
    needs: 'operator',
    said: sayOperation('wanted-post-mortem'),
    details: { sinceMs, untilMs, service },
  } as const;
  return audited(ports, actor, {
    deed,
    async work() {
      const result = await draft(ports, actor, request);
      await ports.history.putReport(result);
      const { id, title } = result;
      return { result, said: sayOperation('did-post-mortem', { id, title }), details: { id } };
    },
  });
}

/** Those that are made now, by their store: reading a long span is work. */
const MAKING = new WeakSet<History>();

async function draft(
  ports: LocalPorts,
  actor: Actor,
  request: PostMortemRequest,
): Promise<StoredReport> {
  checkSpan(request);
  const { history, clock, newId } = ports;
  if (MAKING.has(history)) throw fault('conflict', 'runs', {});
  MAKING.add(history);
  try {
    const madeAtMs = clock.nowMs();
    const asked = { ...request, madeAtMs, madeBy: actor.name };
    const settings = () => createStatusOperations(ports).settings();
    const found = await collectPostMortem(
      { ...ports, settings },
      { ...asked, withDeeds: hasRole(actor, 'operator') },
    );
    if (found === null) {
      throw fault('invalid', 'no-service', { name: request.service ?? '' });
    }
    return {
      id: newId().slice(0, ID_LENGTH),
      kind: 'post-mortem',
      atMs: madeAtMs,
      title: titleOf(found),
      verdict: null,
      report: keepable(found),
    };
  } finally {
    MAKING.delete(history);
  }
}

/** Without words, so that it is one in each language. */
function titleOf({ strategy, service, sinceMs, untilMs }: PostMortem): string {
  const what = service === null ? strategy : `${strategy}, ${service}`;
  return `${what}: ${utc(sinceMs)} – ${utc(untilMs)} UTC`;
}

function checkSpan({ sinceMs, untilMs }: PostMortemRequest): void {
  const isSpan = Number.isFinite(sinceMs) && sinceMs >= 0 && untilMs > sinceMs;
  if (isSpan && untilMs - sinceMs <= SPAN_MAX_DAYS * DAY_MS) return;
  throw fault('invalid', 'span', { days: SPAN_MAX_DAYS });
}

async function readReport(ports: LocalPorts, actor: Actor, id: string): Promise<StoredReport> {
  const found = await ports.history.readReport(id);
  if (found?.kind !== 'post-mortem') throw fault('not-found', 'none', { id });
  const facts = readPostMortem(found.report);
  if (facts === null || hasRole(actor, 'operator')) return found;
  return { ...found, report: { ...facts, deeds: null, deedCount: 0 } };
}

type Fault = 'later' | 'no-service' | 'none' | 'runs' | 'span';

/** With the values of both its sentences. */
function fault(
  code: OperationError['code'],
  why: Fault,
  values: Readonly<Record<string, number | string>>,
): OperationError {
  const message = makeSaid(`report-why-${why}`, values);
  return operationError(code, { message, fix: makeSaid(`report-fix-${why}`, values) });
}
