/** The faults a drill can inject, as a table: what each does and the keys it takes. */

import { z } from 'zod';
import type { DrillFaultKind } from '../../model/drill.ts';
import { freeText, required } from '../../strategy/input/fields.ts';
import { callTime, optional, share, span, url, webhookUrl, wholeIn } from './fields.ts';

interface Row {
  readonly description: string;
  readonly shape: z.core.$ZodLooseShape;
}

const ends = {
  endsAfter: optional(
    span,
    'It ends by itself this long after it began, whoever is dead then; without it a running controller is needed.',
    'it does not',
  ),
  timeout: optional(callTime, 'Of each call.', '30s'),
};

const FAULT_ROWS = {
  'health-mark': {
    description:
      'Kong is told that the targets are unhealthy, again and again, because its own probes undo that. Ends by itself. Tests where traffic goes, not retries: no request fails by it.',
    shape: {},
  },
  'weight-out': {
    description:
      'The control law takes them out, as `evacuate` or `drain` would. Needs a running controller. Tests the move and the return, no detection.',
    shape: {},
  },
  'request-termination': {
    description:
      'Kong’s plugin of that name answers instead of the targets. Needs a running controller and a Kong with a database.',
    shape: {
      status: optional(wholeIn({ min: 400, max: 599, example: 503 }), 'What it answers.', '503'),
      trigger: optional(
        freeText,
        'Only requests with this header or query argument are hit: a slice that clients choose.',
        'all',
      ),
    },
  },
  command: {
    description: 'A command of yours breaks something, another one mends it.',
    shape: {
      run: required(freeText, { description: 'Breaks it.', example: "'./block.sh eu-west'" }),
      undo: required(freeText, {
        description: 'Mends it; must be harmless when done twice.',
        example: "'./unblock.sh eu-west'",
      }),
      verify: optional(freeText, 'Exits with 0 when all is as before.'),
      ...ends,
    },
  },
  webhook: {
    description: 'As command, by POST to URLs.',
    shape: {
      inject: required(webhookUrl, {
        description: 'Breaks it.',
        example: 'http://127.0.0.1:8080/api/faults/region-refuse',
      }),
      undo: required(webhookUrl, {
        description: 'Mends it; must be harmless when done twice.',
        example: 'http://127.0.0.1:8080/api/heal',
      }),
      verify: optional(webhookUrl, 'Answers 2xx to a GET when all is as before.'),
      body: optional(freeText, 'JSON that is posted along.', 'nothing'),
      tokenFile: optional(freeText, 'File with a bearer token.'),
      ...ends,
    },
  },
  toxiproxy: {
    description:
      'A toxic of a Toxiproxy in front of the targets. Needs a running controller. The most real of them: retries and time-outs are tested too.',
    shape: {
      url: required(url, {
        description: 'Its HTTP API.',
        example: 'http://127.0.0.1:8474',
      }),
      proxies: required(z.array(freeText).min(1).max(100), {
        description: 'Names of its proxies.',
        example: '[product-1]',
      }),
      toxic: optional(
        z.enum(['down', 'latency', 'timeout', 'reset_peer', 'bandwidth']),
        'What it does; `down` switches the proxies off.',
        'down',
      ),
      attributes: optional(
        z.record(z.string(), z.number()),
        'Of the toxic, as Toxiproxy names them, such as `{ latency: 2000 }`.',
      ),
      toxicity: optional(share, 'Part of the connections.', '100%'),
    },
  },
} as const satisfies Record<DrillFaultKind, Row>;

type Rows = typeof FAULT_ROWS;

type Inferred<Shape> = Shape extends z.core.$ZodLooseShape ? z.infer<z.ZodObject<Shape>> : never;

/** A fault as written. */
export type FaultInput = {
  [Each in keyof Rows]: Inferred<Rows[Each]['shape']> & { kind: Each };
}[keyof Rows];

const options = Object.entries<Row>(FAULT_ROWS).map(([kind, { description, shape }]) =>
  z.strictObject({ kind: z.literal(kind), ...shape }).meta({ description }),
);

// The compiler cannot follow a union made from a table; the table's own types are exact.
export const faultSchema = z.discriminatedUnion(
  'kind',
  options as unknown as Parameters<typeof z.discriminatedUnion>[1],
) as unknown as z.ZodType<FaultInput>;
