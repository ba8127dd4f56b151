/** Reports on spans of time: make, list, read. */

import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { idText, listOf } from '../schemas/parts.ts';
import { postMortemBody, postMortemQuery, renderedSchema } from '../schemas/post-mortems.ts';
import { reportSchema, reportsQuery } from '../schemas/records.ts';

const params = z.strictObject({ id: idText });
/** A long span of a large installation. */
const MAKE_TIMEOUT_MS = 60_000;

export const POST_MORTEM_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/post-mortems',
    name: 'listPostMortems',
    summary: 'Post-mortems that are kept, newest first, without their contents.',
    group: 'history',
    role: 'viewer',
    query: reportsQuery,
    answer: listOf(reportSchema),
    handle: async ({ operations }, { query }) => ({
      items: await operations.postMortems.list(query.limit),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/post-mortems',
    name: 'makePostMortem',
    summary: 'Make the report on a span, and keep it.',
    group: 'history',
    role: 'operator',
    body: postMortemBody,
    answer: reportSchema,
    status: 201,
    timeoutMs: MAKE_TIMEOUT_MS,
    handle: ({ operations, actor }, { body }) => operations.postMortems.make(actor, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/post-mortem-draft',
    name: 'draftPostMortem',
    summary: 'The report on a span, not kept.',
    group: 'history',
    role: 'viewer',
    query: postMortemQuery,
    answer: reportSchema,
    timeoutMs: MAKE_TIMEOUT_MS,
    handle: ({ operations, actor }, { query: { service = null, ...span } }) =>
      operations.postMortems.draft(actor, { ...span, service }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/post-mortems/:id',
    name: 'readPostMortem',
    summary: 'One, whole, as data; what people did only for operators.',
    group: 'history',
    role: 'viewer',
    params,
    answer: reportSchema,
    handle: ({ operations, actor }, { params: { id } }) => operations.postMortems.report(actor, id),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/post-mortems/:id/document',
    name: 'renderPostMortem',
    summary: 'One to be read, in the language of Accept-Language: as blocks and as Markdown.',
    group: 'history',
    role: 'viewer',
    params,
    answer: renderedSchema,
    handle: ({ operations, actor }, { params: { id } }) => operations.postMortems.render(actor, id),
  }),
];
