/** Drills: those that can be held, the one that runs, the buttons that begin and end it, the reports. */

import { z } from 'zod';
import { defineRoute } from '../route.ts';
import {
  drillPlanSchema,
  drillRequestSchema,
  libraryDrillSchema,
  runningDrillSchema,
} from '../schemas/drills.ts';
import { idText, listOf, reasonBody } from '../schemas/parts.ts';
import { reportSchema, reportsQuery } from '../schemas/records.ts';
import { withoutCalls } from '../without-calls.ts';

const HOLDING_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/drills/library',
    name: 'listDrills',
    summary: 'Drills that can be started by name: of the package, and of this server’s own folder.',
    group: 'drills',
    role: 'viewer',
    answer: listOf(libraryDrillSchema),
    handle: async ({ operations }) => ({ items: await operations.drills.library() }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/drills/plan',
    name: 'planDrill',
    summary: 'Whether a drill may begin now, and what it would do. Changes nothing.',
    group: 'drills',
    role: 'operator',
    body: drillRequestSchema,
    answer: drillPlanSchema,
    handle: ({ operations, actor }, { body }) => operations.drills.plan(actor, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/drills',
    name: 'startDrill',
    summary: 'Begin a drill here, in the background; its answer is the drill as it was armed.',
    group: 'drills',
    role: 'operator',
    body: drillRequestSchema,
    answer: runningDrillSchema,
    status: 201,
    handle: async ({ operations, actor }, { body }) => ({
      drill: await operations.drills.start(actor, body),
    }),
  }),
];

const RUNNING_ROUTES = [
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
    handle: async ({ operations }, { params }) =>
      withoutCalls(await operations.drills.report(params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/drills/current',
    name: 'readCurrentDrill',
    summary: 'The drill that runs now; null for none.',
    group: 'drills',
    role: 'viewer',
    answer: runningDrillSchema,
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

export const DRILL_ROUTES = [...HOLDING_ROUTES, ...RUNNING_ROUTES];
