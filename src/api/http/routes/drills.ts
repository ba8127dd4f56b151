/** Drills: the reports, the one that runs, and the button that ends it. */

import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { idText, listOf, reasonBody } from '../schemas/parts.ts';
import { reportSchema, reportsQuery } from '../schemas/records.ts';

export const DRILL_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/drills/reports',
    name: 'listDrillReports',
    summary: 'Reports of drills, newest first, without their contents.',
    group: 'drills',
    role: 'viewer',
    query: reportsQuery,
    answer: listOf(reportSchema),
    handle: async ({ operations }, { query }) => ({
      items: await operations.drills.reports(query.limit),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/drills/reports/:id',
    name: 'readDrillReport',
    summary: 'One report, whole.',
    group: 'drills',
    role: 'viewer',
    params: z.strictObject({ id: idText }),
    answer: reportSchema,
    handle: ({ operations }, { params }) => operations.drills.report(params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/drills/current',
    name: 'readCurrentDrill',
    summary: 'The drill that runs now; null for none.',
    group: 'drills',
    role: 'viewer',
    answer: z.looseObject({ drill: z.unknown() }),
    handle: async ({ operations }) => ({ drill: await operations.drills.current() }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/drills/current/abort',
    name: 'abortDrill',
    summary: 'End the drill that runs, and restore.',
    group: 'drills',
    role: 'operator',
    body: reasonBody,
    async handle({ operations, actor }, { body }) {
      await operations.drills.abort(actor, body);
    },
  }),
];
