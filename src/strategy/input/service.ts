/** One service: where it is, how it is checked, what happens when part of it fails. */

import { z } from 'zod';
import { algorithmSchema } from './algorithm.ts';
import {
  host,
  method,
  name,
  path,
  probeTime,
  rate,
  routeHost,
  routePath,
  status,
} from './common.ts';
import { explained, freeText, onOff, optional, required } from './fields.ts';
import { HOST_FORMAT } from '../formats/address.ts';
import { RATE_FORMAT } from '../formats/quantities.ts';
import { objectiveSchema } from './objective.ts';
import { adaptSchema, clientSchema, protectSchema } from './protection.ts';
import { failbackSchema, failoverSchema } from './failover.ts';

const routeSchema = z.strictObject({
  paths: optional(
    z.array(routePath).min(1).max(200),
    'Path prefixes, or `~` and a regular expression.',
  ),
  methods: optional(z.array(method).min(1).max(20), 'HTTP methods; none given means any.'),
  hosts: optional(z.array(routeHost).min(1).max(200), 'Host headers; none given means any.'),
  stripPath: optional(
    onOff,
    'Whether the matched prefix is taken off before the request goes to the target.',
    'routes.*.stripPath',
  ),
});

const healthSchema = z.strictObject({
  path: required(path, {
    description: 'Path that answers whether the target can serve.',
    example: '/health',
  }),
  expect: optional(
    z.strictObject({
      status: optional(
        z.array(status).min(1).max(50),
        'Statuses of a good answer.',
        'health.expect.status',
      ),
      body: optional(freeText, 'Text that the answer must contain (Ballast’s own probes).'),
      json: optional(
        z.record(freeText, z.union([z.string(), z.number(), z.boolean()])),
        'Fields of a JSON answer by dotted path, and their values (Ballast’s own probes).',
      ),
    }),
    'What a good answer looks like.',
  ),
  interval: optional(probeTime, 'Time between two probes of one target.', 'health.interval'),
  timeout: optional(probeTime, 'How long a probe may take; below the interval.', 'health.timeout'),
  overloadStatus: optional(
    z.array(status).max(50),
    'Statuses on traffic that mean overload, not death.',
    'health.overloadStatus',
  ),
});

const hostEntry = explained(
  z.union([
    host,
    z.strictObject({
      host: required(host, { description: 'Host and port.', example: 'product-1:8080' }),
      capacity: optional(rate, 'What this host can serve; else that of the region.'),
    }),
  ]),
  HOST_FORMAT,
);

/** Two thousand targets in one upstream are far beyond what Kong handles well. */
const MAX_HOSTS = 2_000;

const placementSchema = required(
  z.strictObject({
    hosts: required(z.array(hostEntry).min(1).max(MAX_HOSTS), {
      description: 'Hosts with their ports: `name:port`, `address:port`, `"[IPv6]:port"`.',
      example: '[product-1:8080]',
    }),
    capacity: optional(rate, 'What each host can serve, measured or estimated.'),
    access: optional(
      z.enum(['all', 'reads']),
      'reads: its data cannot be written, so it gets GET, HEAD and OPTIONS only. Other methods go to the regions with all; when none of them can serve they are refused at once (see `failover.answer`).',
      'targets.*.access',
    ),
  }),
  { description: 'Hosts of one region.', example: '{ hosts: [product-1:8080] }' },
);

const loadSchema = explained(
  z.union([
    rate,
    z.strictObject({
      peak: required(rate, { description: 'In the busiest minutes.', example: '300rps' }),
      usual: optional(rate, 'In the mean of a day; without it, times count with the peak.'),
    }),
  ]),
  {
    ...RATE_FORMAT,
    expects: {
      en: 'a rate such as 300rps, or { peak: 300rps, usual: 120rps }',
      nl: 'een aantal requests per tijd, zoals 300rps, of { peak: 300rps, usual: 120rps }',
    },
    explain: (value) => RATE_FORMAT.explain(value),
  },
);

export const serviceSchema = z.strictObject({
  routes: optional(
    z.array(routeSchema).max(200),
    'Requests that Kong sends to this service. An empty list says that another tool owns the routes.',
  ),
  path: optional(path, 'Path prefix at the target.'),
  protocol: optional(
    z.enum(['http', 'https']),
    'Protocol towards the targets.',
    'services.*.protocol',
  ),
  algorithm: optional(
    algorithmSchema,
    'How Kong chooses among the targets: round-robin, least-connections, or { consistent-hashing: { hashOn } }.',
    'services.*.algorithm',
  ),
  health: required(healthSchema, {
    description: 'How to find out whether a target can serve.',
    example: '{ path: /health }',
  }),
  targets: required(z.record(name, placementSchema), {
    description: 'Hosts by region.',
    example: '{ eu-west: { hosts: [product-1:8080] } }',
  }),
  load: optional(
    loadSchema,
    'Expected requests of all callers together. Lint, advise and simulate hold the capacity against it; the control law measures for itself.',
  ),
  objective: optional(objectiveSchema, 'Objective of this service, where it differs.'),
  failover: optional(failoverSchema, 'What happens when a region cannot serve.'),
  failback: optional(failbackSchema, 'How a region gets its traffic back.'),
  adapt: optional(adaptSchema, 'What Ballast adapts the weights to.'),
  client: optional(clientSchema, 'What is known of the callers.'),
  protect: optional(protectSchema, 'Limits between callers and targets.'),
});
