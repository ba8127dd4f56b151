/** http-log: batching, bounds, secrets and what is sent along. */

import { defineRule } from '../../../define-rule.ts';
import { isRecord, within } from '../../../inputs/kong.ts';
import type { KongInput, KongPlugin } from '../../../inputs/kong.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';

const GOOD = kongExample(`
  plugins:
    - name: http-log
      config:
        http_endpoint: http://10.0.0.9:9911
        headers: { x-ballast-token: "{vault://env/ballast-log-token}" }
        queue: { max_batch_size: 200, max_entries: 10000, max_bytes: 8388608, max_retry_time: 5 }
        custom_fields_by_lua: { request.headers: "return nil", response.headers: "return nil" }
`);

const bad = (config: string) =>
  kongExample(`
    plugins:
      - name: http-log
        config: ${config}
  `);

export const httpLogUnbatched = defineRule<'kong', Record<string, never>>({
  code: 'KB183',
  name: 'http-log-unbatched',
  severity: 'warning',
  source: 'kong-facts D3; recordings 56',
  appliesTo: 'kong',
  *check(input) {
    for (const plugin of logsOf(input)) {
      const queue = queueOf(plugin);
      const size = queue['max_batch_size'] ?? plugin.config['queue_size'] ?? 1;
      if (size !== 1) continue;
      const place = within(plugin, 'config', 'queue', 'max_batch_size');
      yield { ...place, values: {} };
    }
  },
  text: {
    en: {
      title: 'http-log sends a request for each request',
      message: () => 'http-log sends one POST for each request: max_batch_size is 1',
      fix: () =>
        'set queue.max_batch_size to 100–1000 with a short max_coalescing_delay, if the receiver reads arrays',
      why: 'At 1 each request costs a request of its own, and the queue of 10,000 entries fills as soon as the receiver is slower than the traffic. Above 1 the body is always a JSON array, even with one entry.',
    },
    nl: {
      title: 'http-log stuurt per verzoek een verzoek',
      message: () => 'http-log stuurt één POST per verzoek: max_batch_size is 1',
      fix: () =>
        'zet queue.max_batch_size op 100–1000 met een korte max_coalescing_delay, als de ontvanger arrays leest',
      why: 'Bij 1 kost elk verzoek een eigen verzoek, en de wachtrij van 10.000 regels loopt vol zodra de ontvanger trager is dan het verkeer. Boven de 1 is de body altijd een JSON-array, ook bij één regel.',
    },
  },
  good: GOOD,
  bad: {
    ...bad('{ http_endpoint: "http://127.0.0.1:9911" }'),
    at: ['plugins[0].config.queue.max_batch_size'],
  },
});

export const httpLogUnbounded = defineRule<'kong', { settings: readonly string[] }>({
  code: 'KB184',
  name: 'http-log-unbounded',
  severity: 'warning',
  source: 'kong-facts D3',
  appliesTo: 'kong',
  *check(input) {
    for (const plugin of logsOf(input)) {
      const queue = queueOf(plugin);
      const settings = [
        ...(queue['max_bytes'] === undefined || queue['max_bytes'] === null ? ['max_bytes'] : []),
        ...(queue['max_retry_time'] === -1 ? ['max_retry_time'] : []),
        ...(queue['concurrency_limit'] === -1 ? ['concurrency_limit'] : []),
      ];
      if (settings.length === 0) continue;
      const path = ['config', ...(isRecord(plugin.config['queue']) ? ['queue'] : [])];
      yield { ...within(plugin, ...path), at: 'key', values: { settings } };
    }
  },
  text: {
    en: {
      title: 'the queue of http-log has no bound',
      message: ({ settings }) =>
        `the queue of http-log is not bounded by ${listed(settings, 'en')}: a receiver that is down costs Kong memory`,
      fix: () =>
        'set queue.max_bytes (8388608, say), max_retry_time to some seconds, concurrency_limit 1',
      why: 'Each worker keeps up to 10,000 entries, of any size, for each destination. Entries that are minutes late help nobody; the oldest are dropped first.',
    },
    nl: {
      title: 'de wachtrij van http-log heeft geen grens',
      message: ({ settings }) =>
        `de wachtrij van http-log is niet begrensd met ${listed(settings, 'nl')}: een ontvanger die weg is, kost Kong geheugen`,
      fix: () =>
        'zet queue.max_bytes (bijvoorbeeld 8388608), max_retry_time op enkele seconden, concurrency_limit 1',
      why: 'Elke worker bewaart per bestemming tot 10.000 regels, hoe groot ook. Aan regels van minuten oud heeft niemand iets; de oudste vallen het eerst weg.',
    },
  },
  good: GOOD,
  bad: {
    ...bad('{ http_endpoint: "http://127.0.0.1:9911", queue: { max_batch_size: 200 } }'),
    at: ['plugins[0].config.queue'],
  },
});

export const httpLogQuery = defineRule<'kong', { query: string }>({
  code: 'KB185',
  name: 'http-log-query-dropped',
  severity: 'error',
  source: 'kong-facts D3',
  appliesTo: 'kong',
  *check(input) {
    for (const plugin of logsOf(input)) {
      const query = /\?([^=&#]*)/.exec(endpointOf(plugin))?.[1];
      if (query === undefined) continue;
      yield { ...within(plugin, 'config', 'http_endpoint'), values: { query } };
    }
  },
  text: {
    en: {
      title: 'http-log drops the query of its endpoint',
      message: ({ query }) =>
        `http-log does not send the query string of http_endpoint (?${query}=…): what it carries never arrives`,
      fix: () => 'send it as a header (config.headers), a secret by reference: "{vault://env/…}"',
      why: 'Kong 3.9 builds the request from host, port and path only. A token in the query is lost, and stands in the configuration in plain text.',
    },
    nl: {
      title: 'http-log laat de query van zijn endpoint weg',
      message: ({ query }) =>
        `http-log stuurt de query string van http_endpoint (?${query}=…) niet mee: wat erin staat, komt nooit aan`,
      fix: () =>
        'stuur het als header (config.headers), een geheim als verwijzing: "{vault://env/…}"',
      why: 'Kong 3.9 bouwt het verzoek alleen uit host, poort en pad. Een token in de query gaat verloren, en staat leesbaar in de configuratie.',
    },
  },
  good: GOOD,
  bad: {
    ...bad(
      '{ http_endpoint: "http://127.0.0.1:9911/?token=x", queue: { max_batch_size: 200, max_bytes: 8388608 } }',
    ),
    at: ['plugins[0].config.http_endpoint'],
  },
});

export const httpLogWithoutToken = defineRule<'kong', { host: string }>({
  code: 'KB186',
  name: 'http-log-without-token',
  severity: 'warning',
  source: 'design 7 (telemetry off loopback)',
  appliesTo: 'kong',
  *check(input) {
    for (const plugin of logsOf(input)) {
      const host = /^https?:\/\/(\[[^\]]*\]|[^/:?]+)/.exec(endpointOf(plugin))?.[1];
      if (host === undefined || /^(?:localhost|127\.|\[::1\])/.test(host)) continue;
      const { headers } = plugin.config;
      if (isRecord(headers) && Object.keys(headers).length > 0) continue;
      yield { ...within(plugin, 'config', 'http_endpoint'), values: { host } };
    }
  },
  text: {
    en: {
      title: 'telemetry without a token',
      message: ({ host }) =>
        `http-log sends to ${host} without a header that proves who it is: whoever reaches that port can send made-up entries`,
      fix: () =>
        'set config.headers with a token by reference: x-ballast-token: "{vault://env/ballast-log-token}"',
      why: 'What moves traffic by logs moves it by forged logs as well. Off loopback a token or an allow-list is the least.',
    },
    nl: {
      title: 'telemetrie zonder token',
      message: ({ host }) =>
        `http-log stuurt naar ${host} zonder header die zegt wie het is: wie bij die poort kan, kan verzonnen regels sturen`,
      fix: () =>
        'zet config.headers met een token als verwijzing: x-ballast-token: "{vault://env/ballast-log-token}"',
      why: 'Wat verkeer verplaatst op grond van logs, doet dat ook op vervalste logs. Buiten loopback is een token of een lijst van toegestane adressen het minste.',
    },
  },
  good: GOOD,
  bad: {
    ...bad(
      '{ http_endpoint: "http://10.0.0.9:9911", queue: { max_batch_size: 200, max_bytes: 8388608 } }',
    ),
    at: ['plugins[0].config.http_endpoint'],
  },
});

export const httpLogOldFields = defineRule<'kong', { field: string; now: string }>({
  code: 'KB187',
  name: 'http-log-old-fields',
  severity: 'warning',
  source: 'recordings 49; kong-facts D3',
  appliesTo: 'kong',
  *check(input) {
    for (const plugin of logsOf(input)) {
      for (const [field, now] of Object.entries(OLD_FIELDS)) {
        if (!Object.hasOwn(plugin.config, field)) continue;
        yield { ...within(plugin, 'config', field), at: 'key', values: { field, now } };
      }
    }
  },
  text: {
    en: {
      title: 'settings of http-log that are no longer used',
      message: ({ field, now }) => `http-log's ${field} is deprecated: queue.${now} took its place`,
      fix: ({ field, now }) => `set queue.${now} and remove ${field}`,
      why: 'They are still accepted, so nothing complains; retry_count does nothing at all any more, and all go in Kong 4.',
    },
    nl: {
      title: 'instellingen van http-log die niet meer worden gebruikt',
      message: ({ field, now }) =>
        `${field} van http-log is verouderd: queue.${now} is ervoor in de plaats gekomen`,
      fix: ({ field, now }) => `zet queue.${now} en haal ${field} weg`,
      why: 'Ze worden nog geaccepteerd, dus niets klaagt; retry_count doet helemaal niets meer, en in Kong 4 verdwijnen ze.',
    },
  },
  good: GOOD,
  bad: {
    ...bad(
      '{ http_endpoint: "http://127.0.0.1:9911", retry_count: 10, queue: { max_batch_size: 200 } }',
    ),
    at: ['plugins[0].config.retry_count'],
  },
});

const OLD_FIELDS = {
  retry_count: 'max_retry_time',
  queue_size: 'max_batch_size',
  flush_timeout: 'max_coalescing_delay',
} as const;

export const httpLogPrivateData = defineRule<'kong', Record<string, never>>({
  code: 'KB188',
  name: 'http-log-private-data',
  severity: 'info',
  source: 'kong-facts D2; design 7 (privacy)',
  appliesTo: 'kong',
  *check(input) {
    for (const plugin of logsOf(input)) {
      const fields = plugin.config['custom_fields_by_lua'];
      if (isRecord(fields) && Object.hasOwn(fields, 'request.headers')) continue;
      yield { ...within(plugin, 'config', 'custom_fields_by_lua'), values: {} };
    }
  },
  text: {
    en: {
      title: 'http-log sends headers, cookies and addresses',
      message: () =>
        'http-log sends request and response headers with cookies, query strings and client addresses along',
      fix: () =>
        'set custom_fields_by_lua to return nil for request.headers, request.querystring, response.headers and client_ip, where the receiver does not need them',
      why: 'Kong redacts the Authorization header only. What is stripped at the source cannot leak further on, and entries get a tenth of their size.',
    },
    nl: {
      title: 'http-log stuurt headers, cookies en adressen mee',
      message: () =>
        'http-log stuurt headers van verzoek en antwoord met cookies, query strings en adressen van clients mee',
      fix: () =>
        'laat custom_fields_by_lua nil teruggeven voor request.headers, request.querystring, response.headers en client_ip, als de ontvanger ze niet nodig heeft',
      why: 'Kong maakt alleen de Authorization-header onleesbaar. Wat bij de bron wordt weggelaten, kan verderop niet lekken, en de regels worden een tiende zo groot.',
    },
  },
  good: GOOD,
  bad: {
    ...bad('{ http_endpoint: "http://127.0.0.1:9911", queue: { max_batch_size: 200 } }'),
    at: ['plugins[0].config.custom_fields_by_lua'],
  },
});

export const pluginWithoutOwner = defineRule<'kong', { plugin: string; owner: string }>({
  code: 'KB175',
  name: 'plugin-without-owner',
  severity: 'warning',
  source: 'recordings 49 (POST /services/none/plugins)',
  appliesTo: 'kong',
  *check({ plugins, services, routes }) {
    // Without services the file is a part of something larger.
    if (services.length === 0) return;
    const known = {
      service: new Set(services.map(({ name }) => name)),
      route: new Set(routes.map(({ name }) => name)),
    };
    for (const plugin of plugins) {
      for (const key of ['service', 'route'] as const) {
        const value = plugin.given[key];
        const owner = isRecord(value) ? (value['name'] ?? null) : value;
        if (typeof owner !== 'string' || known[key].has(owner)) continue;
        yield {
          ...within(plugin, key),
          values: { plugin: plugin.name, owner: `${key} ${owner}` },
        };
      }
    }
  },
  text: {
    en: {
      title: 'a plugin for something that is not there',
      message: ({ plugin, owner }) => `${plugin} is for ${owner}, which is not defined here`,
      fix: () => 'correct the name, or lint the file that defines it as well',
      why: 'Kong refuses a plugin whose service or route it does not know.',
    },
    nl: {
      title: 'een plugin voor iets dat er niet is',
      message: ({ plugin, owner }) =>
        `${plugin} hoort bij ${owner}, en die is hier niet gedefinieerd`,
      fix: () => 'verbeter de naam, of geef het bestand mee waar die in staat',
      why: 'Kong weigert een plugin waarvan het de service of route niet kent.',
    },
  },
  good: kongExample(`
    services: [{ name: order-api, host: orders.example.com, connect_timeout: 500 }]
    plugins: [{ name: cors, service: order-api }]
  `),
  bad: {
    ...kongExample(`
      services: [{ name: order-api, host: orders.example.com, connect_timeout: 500 }]
      plugins: [{ name: cors, service: orders }]
    `),
    at: ['plugins[0].service'],
  },
});

function logsOf({ plugins }: KongInput): KongPlugin[] {
  return plugins.filter(({ name, isEnabled }) => name === 'http-log' && isEnabled);
}

function queueOf({ config }: KongPlugin): Readonly<Record<string, unknown>> {
  return isRecord(config['queue']) ? config['queue'] : {};
}

function endpointOf({ config }: KongPlugin): string {
  const endpoint = config['http_endpoint'];
  return typeof endpoint === 'string' ? endpoint : '';
}
