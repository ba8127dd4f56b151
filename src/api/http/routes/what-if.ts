/** A scenario in the simulator, begun from the state as it is now. */

import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { listOf, nameText } from '../schemas/parts.ts';

/** A simulation of an hour of many services. */
const RUN_TIMEOUT_MS = 300_000;

export const WHAT_IF_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/v1/what-if/scenarios',
    name: 'listScenarios',
    summary: 'Scenarios that can be tried.',
    group: 'what-if',
    role: 'viewer',
    answer: listOf(z.looseObject({ name: z.string(), title: z.string() })),
    handle: async ({ operations }) => ({ items: await operations.whatIf.scenarios() }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/what-if/runs',
    name: 'runScenario',
    summary: 'Try one in the simulator. One at a time; changes nothing; ends when the client goes.',
    group: 'what-if',
    role: 'operator',
    body: z.strictObject({
      scenario: nameText,
      seed: z.number().int().min(0).max(4_294_967_295),
      durationMs: z.number().int().min(1_000).max(3_600_000),
    }),
    answer: z.looseObject({ result: z.unknown() }),
    timeoutMs: RUN_TIMEOUT_MS,
    handle: async ({ operations, actor, gone: signal }, { body }) => ({
      result: await operations.whatIf.run(actor, { ...body, signal }),
    }),
  }),
];
