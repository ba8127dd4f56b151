/** People's levers: overrides, approvals of moves that wait for a person, modes. */

import { z } from 'zod';
import { defineRoute } from '../route.ts';
import {
  approvalSchema,
  decisionBody,
  leverRequestSchema,
  modeBody,
  modesSchema,
  overrideSchema,
  pendingSchema,
  previewSchema,
  restoreBody,
  undoBody,
  undoSchema,
} from '../schemas/levers.ts';
import { idText, listOf, nameText, reasonBody } from '../schemas/parts.ts';

const OVERRIDE_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/overrides',
    name: 'listOverrides',
    summary: 'The levers in force, oldest first.',
    group: 'levers',
    role: 'viewer',
    answer: listOf(overrideSchema),
    handle: async ({ operations }) => ({ items: await operations.levers.list() }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/overrides/preview',
    name: 'previewOverride',
    summary: 'What a lever would do, and why it would be refused. Changes nothing.',
    group: 'levers',
    role: 'viewer',
    body: leverRequestSchema,
    answer: previewSchema,
    handle: ({ operations }, { body }) => operations.levers.preview(body),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/overrides',
    name: 'setOverride',
    summary: 'Evacuate a region, drain a target, pin weights, or freeze.',
    group: 'levers',
    role: 'operator',
    body: leverRequestSchema,
    answer: overrideSchema,
    status: 201,
    handle: ({ operations, actor }, { body }) => operations.levers.set(actor, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/overrides/:id/end',
    name: 'endOverride',
    summary: 'End a lever; regions return in gated steps.',
    group: 'levers',
    role: 'operator',
    params: z.strictObject({ id: idText }),
    body: reasonBody,
    answer: overrideSchema,
    handle: ({ operations, actor }, { params, body }) =>
      operations.levers.end(actor, { ...params, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/regions/:region/restore',
    name: 'restoreRegion',
    summary: 'End every lever that keeps a region out.',
    group: 'levers',
    role: 'operator',
    params: z.strictObject({ region: nameText }),
    body: restoreBody,
    answer: listOf(overrideSchema),
    handle: async ({ operations, actor }, { params, body }) => ({
      items: await operations.levers.restore(actor, { ...params, ...body }),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/undo',
    name: 'previewUndo',
    summary: 'What an undo would take back: your own newest change of a lever.',
    group: 'levers',
    role: 'operator',
    answer: undoSchema,
    handle: ({ operations, actor }) => operations.levers.undoable(actor),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/undo',
    name: 'undo',
    summary: 'Take back your own newest change of a lever.',
    group: 'levers',
    role: 'operator',
    body: undoBody,
    answer: overrideSchema,
    handle: ({ operations, actor }, { body }) => operations.levers.undo(actor, body),
  }),
];

const WORD_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/approvals',
    name: 'listPendingApprovals',
    summary: 'Moves that wait for a person’s word.',
    group: 'levers',
    role: 'viewer',
    answer: listOf(pendingSchema),
    handle: async ({ operations }) => ({ items: await operations.levers.pending() }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/approvals',
    name: 'decideApproval',
    summary: 'Approve or reject such a move.',
    group: 'levers',
    role: 'operator',
    body: decisionBody,
    answer: approvalSchema,
    status: 201,
    handle: ({ operations, actor }, { body }) => operations.levers.decide(actor, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/modes',
    name: 'readModes',
    summary: 'Whether Ballast acts or only watches, as a whole and rule by rule.',
    group: 'levers',
    role: 'viewer',
    answer: modesSchema,
    handle: ({ operations }) => operations.levers.modes(),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/modes',
    name: 'setMode',
    summary: 'Let Ballast, or one of its rules, act or only watch.',
    group: 'levers',
    role: 'operator',
    body: modeBody,
    answer: modesSchema,
    async handle({ operations, actor }, { body }) {
      await operations.levers.setMode(actor, body);
      return operations.levers.modes();
    },
  }),
];

export const LEVER_ROUTES = [...OVERRIDE_ROUTES, ...WORD_ROUTES];
