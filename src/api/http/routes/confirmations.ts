/** Region moves that wait for a second person, where the two-person rule is on. */

import { z } from 'zod';
import { confirmationIn } from '../../../operations/confirmations.ts';
import { defineRoute } from '../route.ts';
import { confirmationSchema } from '../schemas/levers.ts';
import { emptyBody, idText, listOf } from '../schemas/parts.ts';

const params = z.strictObject({ id: idText });

export const CONFIRMATION_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/confirmations',
    name: 'listConfirmations',
    summary: 'Region moves that wait for a second person; empty where the rule is off.',
    group: 'levers',
    role: 'viewer',
    answer: listOf(confirmationSchema),
    handle: async ({ confirmations, language }) => ({
      items: (await confirmations.list()).map((one) => confirmationIn(one, language)),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/confirmations/:id/confirm',
    name: 'confirm',
    summary: 'Be the second person: do what the first one asked for.',
    group: 'levers',
    role: 'operator',
    params,
    body: emptyBody,
    answer: confirmationSchema,
    handle: async ({ confirmations, actor, language }, input) =>
      confirmationIn(await confirmations.confirm(actor, input.params), language),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/confirmations/:id/decline',
    name: 'decline',
    summary: 'Take it off the list without doing it.',
    group: 'levers',
    role: 'operator',
    params,
    body: emptyBody,
    answer: confirmationSchema,
    handle: async ({ confirmations, actor, language }, input) =>
      confirmationIn(await confirmations.decline(actor, input.params), language),
  }),
];
