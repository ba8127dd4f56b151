/** How things are and why. */

import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { listOf, named, nameText } from '../schemas/parts.ts';
import { explanationSchema, settingSchema, statusSchema } from '../schemas/status.ts';

export const STATUS_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/status',
    name: 'readStatus',
    summary: 'How things are now.',
    group: 'status',
    role: 'viewer',
    answer: statusSchema,
    handle: ({ operations }) => operations.status.status(),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/explanations',
    name: 'explain',
    summary: 'Why something is as it is, and what would change it.',
    group: 'status',
    role: 'viewer',
    query: z.strictObject({
      subject: nameText.describe('Number of an event, a service, a region, or a target.'),
    }),
    answer: explanationSchema,
    handle: ({ operations }, { query }) => operations.status.explain(query.subject),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/settings',
    name: 'listSettings',
    summary: 'The strategy with its defaults filled in, and where they come from.',
    group: 'status',
    role: 'viewer',
    answer: listOf(settingSchema),
    handle: async ({ operations }) => ({ items: await operations.status.settings() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/me',
    name: 'whoAmI',
    summary: 'Whom the token names, and what it may.',
    group: 'access',
    role: 'viewer',
    answer: named(
      'Identity',
      z.looseObject({ name: z.string(), role: z.enum(['viewer', 'operator', 'admin']) }),
    ),
    handle: async ({ actor }) => ({ name: actor.name, role: actor.role }),
  }),
];
