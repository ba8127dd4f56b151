/**
 * The scenario file as people write it: the one schema, from which the JSON Schema for editors is
 * made. The defaults are the conditions under which a real Kong was measured for the table of
 * `bench/twin/recorded.ts`.
 */

import { z } from 'zod';
import type { Grammar } from '../../strategy/grammar.ts';
import { explained, onOff, required } from '../../strategy/input/fields.ts';
import { name } from '../../strategy/input/common.ts';
import { faultSchema } from './fault-schema.ts';
import {
  exactlyOne,
  latency,
  load,
  numberIn,
  oneOf,
  optional,
  rate,
  share,
  span,
  warmUpTime,
  workTime,
} from './fields.ts';

const VERSION = 1;
/** A day of seconds. */
const MAX_TRACE = 86_400;

const worldSchema = z.strictObject({
  regions: optional(z.int().min(1).max(8), 'How many regions.', '2'),
  services: optional(z.int().min(1).max(20), 'How many services.', '1'),
  targets: optional(z.int().min(1).max(200), 'Targets of each service in each region.', '3'),
  strategy: optional(
    z.record(z.string(), z.unknown()),
    'Merged into the standard strategy file. Maps are merged, anything else replaces what is there, null removes it; the service `*` stands for every service.',
  ),
});

const bursts = z.strictObject({
  factor: required(numberIn(1, 100, 3), { description: 'How many times the level.', example: '3' }),
  every: required(span, { description: 'From one burst to the next.', example: '30s' }),
  for: required(span, { description: 'How long a burst lasts.', example: '5s' }),
});

const diurnal = z.strictObject({
  period: required(span, { description: 'Length of a day.', example: '1h' }),
  swing: required(share, {
    description: 'How far it goes above and below the level.',
    example: '50%',
  }),
});

const shapeSchema = explained(
  z.union([
    z.literal('poisson'),
    oneOf(
      {
        diurnal: optional(diurnal, 'A day’s curve.'),
        bursts: optional(bursts, 'Short times of more traffic.'),
        trace: optional(
          z.array(z.number().min(0)).min(1).max(MAX_TRACE),
          'Requests in each second, repeated when it ends, scaled to the level.',
        ),
      },
      'bursts: { factor: 3, every: 30s, for: 5s }',
    ),
  ]),
  {
    expects: {
      en: 'poisson or { diurnal: … }, { bursts: … }, { trace: [ … ] }',
      nl: 'poisson of { diurnal: … }, { bursts: … }, { trace: [ … ] }',
    },
    type: 'word or map',
    examples: ['poisson'],
    explain: () => null,
  },
);

const trafficSchema = z
  .strictObject({
    rate: optional(
      rate,
      'Requests to each service.',
      'the usual (else the peak) `load` of the service in the strategy; without one 200rps',
    ),
    load: optional(load, 'Instead of a rate: part of the first region’s capacity.'),
    shape: optional(shapeSchema, 'How the requests come.', 'poisson'),
    keys: optional(z.int().min(1).max(1_000_000), 'Distinct values of what is hashed.', '1000'),
  })
  .check((context) => {
    if (context.value.rate !== undefined) exactlyOne(['rate', 'load'], 'load: 65%')(context);
  });

const lognormal = z
  .strictObject({
    median: optional(workTime, 'Half of the requests take less.'),
    mean: optional(workTime, 'Instead of the median.'),
    sigma: required(numberIn(0, 3, 0.5), {
      description: 'Spread of the logarithm of the time.',
      example: '0.5',
    }),
  })
  .check(exactlyOne(['median', 'mean'], 'median: 12ms'));

const serviceTimeSchema = oneOf(
  {
    constant: optional(workTime, 'Every request takes this long.'),
    exponential: optional(
      z.strictObject({ mean: required(workTime, { description: 'Mean.', example: '20ms' }) }),
      'Exponentially distributed.',
    ),
    lognormal: optional(lognormal, 'Log-normally distributed, as most services are.'),
    pareto: optional(
      z.strictObject({
        alpha: required(numberIn(0.1, 10, 1.5), { description: 'Exponent.', example: '1.5' }),
        low: required(workTime, { description: 'Shortest.', example: '5ms' }),
        high: required(workTime, { description: 'Longest.', example: '2s' }),
      }),
      'Bounded Pareto distribution: few requests take most of the time.',
    ),
    bimodal: optional(
      z.strictObject({
        fast: required(workTime, { description: 'Time of most.', example: '5ms' }),
        slow: required(workTime, { description: 'Time of the others.', example: '200ms' }),
        slowRatio: required(share, { description: 'Part of the others.', example: '5%' }),
      }),
      'Two kinds of requests.',
    ),
  },
  'lognormal: { median: 12ms, sigma: 0.5 }',
);

const serversSchema = z.strictObject({
  workers: optional(z.int().min(1).max(1_000), 'Requests a target works on at once.', '4'),
  queue: optional(
    z.int().min(0).max(100_000),
    'Requests that may wait at a target; the next is answered 503.',
    '33',
  ),
  serviceTime: optional(
    serviceTimeSchema,
    'Time a worker needs for a request.',
    '{ lognormal: { median: 12ms, sigma: 0.5 } }',
  ),
  errors: optional(share, 'Answers that are errors in peace.', '0%'),
  errorTime: optional(share, 'Part of the normal time that a failing answer takes.', '20%'),
  sizes: optional(
    z
      .array(numberIn(0.01, 100, 1))
      .min(1)
      .max(200),
    'True capacity of the targets of a region relative to each other, repeated.',
    '[1]',
  ),
  cold: optional(
    z.strictObject({
      factor: required(numberIn(1, 1_000, 5), {
        description: 'How many times slower.',
        example: '5',
      }),
      tau: required(workTime, { description: 'Time constant of warming up.', example: '15s' }),
    }),
    'A returning target is this much slower at first.',
  ),
});

const networkSchema = z.strictObject({
  local: optional(latency, 'One way within a region.', '0.2ms'),
  wan: optional(latency, 'Round trip between two regions.', '20ms'),
});

const kongSchema = z.strictObject({
  nodes: optional(z.int().min(1).max(50), 'Nodes of each gateway.', '1'),
  workers: optional(z.int().min(1).max(64), 'Workers of each node; each balances alone.', '2'),
  ownDelay: optional(latency, 'From a write to its effect at the node that took it.', '50ms'),
  otherDelay: optional(latency, 'From a write to its effect at the other nodes.', '240ms'),
  admin: optional(latency, 'How long a call of the Admin API takes.', '14ms'),
});

const telemetrySchema = z.strictObject({
  delay: optional(latency, 'From a request to its log entry at Ballast.', '250ms'),
  loss: optional(share, 'Log entries that never arrive.', '0%'),
  duplicates: optional(share, 'Log entries that arrive twice.', '0%'),
  utilisation: optional(onOff, 'Whether a Prometheus knows how busy each target is.', 'off'),
});

const clientSchema = z.strictObject({
  deadline: optional(latency, 'How long callers wait.', '5s'),
  retries: optional(z.int().min(0).max(10), 'Further tries of the caller itself.', '0'),
});

export const scenarioSchema = z.strictObject({
  version: required(z.literal(VERSION), {
    description: 'Version of the format of this file.',
    example: '1',
  }),
  name: required(name, { description: 'Name of the scenario.', example: 'region-down' }),
  title: required(z.string().min(1).max(120), {
    description: 'What happens, in a line.',
    example: 'One region refuses connections',
  }),
  description: required(z.string().min(1).max(2_000), {
    description: 'What happens and what to look at, in a paragraph.',
    example: 'Look at how soon no request is lost any more.',
  }),
  warmUp: optional(warmUpTime, 'Traffic before the figures begin.', '30s'),
  duration: required(span, { description: 'From the end of the warm-up.', example: '2m' }),
  world: optional(worldSchema, 'What there is when you name no strategy of your own.'),
  traffic: optional(trafficSchema, 'What the callers send.'),
  servers: optional(serversSchema, 'What the targets can do.'),
  network: optional(networkSchema, 'What is between them.'),
  kong: optional(kongSchema, 'How Kong runs.'),
  telemetry: optional(telemetrySchema, 'What Ballast gets to see.'),
  client: optional(clientSchema, 'How callers behave.'),
  faults: optional(z.array(faultSchema).max(1_000), 'What happens, and when.', 'nothing'),
});

export type ScenarioInput = z.infer<typeof scenarioSchema>;

export const SCENARIO_GRAMMAR: Grammar = {
  schema: scenarioSchema,
  version: VERSION,
  kinds: {},
};
