/** `regions`, `gateways`, `telemetry`: what the services stand on. */

import { z } from 'zod';
import {
  expiryTime,
  labelName,
  listenAddress,
  loopbackUrl,
  name,
  network,
  pollInterval,
  roundTrip,
  url,
} from './common.ts';
import { explained, freeText, optional, required } from './fields.ts';
import { show } from '../formats/format.ts';
import { URL_FORMAT } from '../formats/web.ts';

export const regionSchema = z.strictObject({
  priority: optional(
    z.int().min(0).max(1_000),
    'Order of preference, 0 first. A gateway’s own region always comes first for it.',
    'regions.*.priority',
  ),
  rtt: optional(z.record(name, roundTrip), 'Round-trip time to other regions, by region.'),
});

const tlsSchema = z.strictObject({
  ca: optional(freeText, 'File with the certificate authority that signed the Admin API’s.'),
  cert: optional(freeText, 'File with the client certificate.'),
  key: optional(freeText, 'File with the key of the client certificate.'),
});

const adminUrls = explained(z.union([url, z.array(url).min(1).max(100)]), {
  ...URL_FORMAT,
  expects: { en: 'a URL, or a list of URLs', nl: 'een URL, of een lijst URL’s' },
  type: 'URL or list of URLs',
  explain: (value) => ({
    code: 'BLS1205',
    message: `${show(value)} is neither a URL nor a list of URLs`,
    fix: 'write the URL of the Admin API, such as http://127.0.0.1:8001',
    inDutch: {
      message: `${show(value, 'nl')} is geen URL en geen lijst URL’s`,
      fix: 'schrijf de URL van de Admin API, zoals http://127.0.0.1:8001',
    },
  }),
});

export const gatewaySchema = z.strictObject({
  region: required(name, { description: 'Region in which this Kong runs.', example: 'eu-west' }),
  admin: required(adminUrls, {
    description:
      'Admin API; with several nodes a list with one URL per node, so that the health each node sees is read.',
    example: '"http://127.0.0.1:8001"',
  }),
  proxy: optional(url, 'Where clients reach its proxy; used by drills and reports.'),
  loopback: optional(
    loopbackUrl,
    'Its plain-HTTP listener on loopback, through which Kong reaches itself for shedding and the two-level layout. It must answer on all of 127.0.0.0/8, as 0.0.0.0 does. `none` does without both.',
    'gateways.*.loopback',
  ),
  tokenFile: optional(freeText, 'File with the Admin API token (Kong-Admin-Token).'),
  tokenEnv: optional(freeText, 'Environment variable with the Admin API token.'),
  workspace: optional(name, 'Workspace (Kong Enterprise).'),
  tls: optional(tlsSchema, 'Files for TLS towards the Admin API.'),
});

const logsSchema = z.strictObject({
  listen: optional(
    listenAddress,
    'Where Ballast receives what Kong’s http-log plugin sends. Off loopback `tokenFile` or `allow` is required.',
    'telemetry.logs.listen',
  ),
  url: optional(url, 'How Kong reaches that listener, when it differs from `http://` + `listen`.'),
  tokenFile: optional(freeText, 'File with the token that Kong must send along.'),
  allow: optional(
    z.array(network).max(1_000),
    'Addresses and networks that may send; none given means any.',
  ),
});

const metricsSchema = z.strictObject({
  listen: optional(
    listenAddress,
    'Where Ballast serves its own `/metrics`, `/livez` and `/readyz`. They only tell; they name hosts, but no secret and nothing of a request.',
    'telemetry.metrics.listen',
  ),
  url: optional(
    url,
    'How Prometheus reaches that listener, when it differs from `http://` + `listen`.',
  ),
});

const promql = z.string().min(1).max(10_000);

const prometheusQueriesSchema = z.strictObject({
  utilisation: optional(
    z.strictObject({
      query: required(promql, {
        description:
          'Busy part (0–1) of each target: one value for each label. Not asked when left out, since no metric fits everybody.',
        example: '"max by (instance) (workers_busy / workers_total)"',
      }),
      label: optional(
        labelName,
        'Label that names the target: host:port, or only its host for exporters on another port.',
        'prometheus.utilisation.label',
      ),
    }),
    'How busy each target is: lets Ballast learn what each one can take.',
  ),
  demand: optional(
    z.strictObject({
      query: optional(
        promql,
        'Requests per second of each service over all gateways.',
        'prometheus.demand.query',
      ),
      label: optional(labelName, 'Label that names the service.', 'prometheus.demand.label'),
    }),
    'Load of each service, also of gateways whose logs go to another Ballast.',
  ),
});

export const telemetrySchema = z.strictObject({
  logs: optional(logsSchema, 'Receiver of Kong’s logs.'),
  metrics: optional(metricsSchema, 'Ballast’s own metrics.'),
  prometheus: optional(
    z.strictObject({
      url: required(url, {
        description: 'Prometheus to ask for what it knows better.',
        example: '"http://127.0.0.1:9090"',
      }),
      tokenFile: optional(freeText, 'File with a bearer token for it.'),
      interval: optional(
        pollInterval,
        'How often it is asked. When it does not answer, Ballast goes on without it.',
        'telemetry.prometheus.interval',
      ),
      queries: optional(prometheusQueriesSchema, 'What it is asked, in PromQL.'),
    }),
    'Prometheus.',
  ),
  expiry: optional(
    expiryTime,
    'After this long without news a signal is stale: nothing moves because of it.',
    'telemetry.expiry',
  ),
});
