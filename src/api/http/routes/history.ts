/** What is kept: the journal, the audit log, samples. Pages go on after an id. */

import { defineRoute } from '../route.ts';
import { listOf } from '../schemas/parts.ts';
import {
  auditSchema,
  historyQuery,
  numberedPage,
  pageOf,
  sampleSchema,
  samplesQuery,
} from '../schemas/records.ts';
import { eventSchema } from '../schemas/status.ts';

export const HISTORY_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/events',
    name: 'listEvents',
    summary: 'The journal: what was decided and done, with its evidence.',
    group: 'history',
    role: 'viewer',
    query: historyQuery,
    answer: numberedPage(eventSchema),
    handle: async ({ operations }, { query }) => pageOf(await operations.journal.events(query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/audit',
    name: 'listAudit',
    summary: 'Who did what by hand, and what came of it.',
    group: 'history',
    role: 'operator',
    query: historyQuery,
    answer: numberedPage(auditSchema),
    handle: async ({ operations, actor }, { query }) =>
      pageOf(await operations.journal.audit(actor, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/samples',
    name: 'listSamples',
    summary: 'Requests, failures and latency by service, of the finest step that is kept.',
    group: 'history',
    role: 'viewer',
    query: samplesQuery,
    answer: listOf(sampleSchema),
    handle: async ({ operations }, { query }) => ({
      items: await operations.journal.samples(query),
    }),
  }),
];
