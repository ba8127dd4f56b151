/** The prometheus plugin: one instance, for everything, with its metrics on. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import type { KongInput, KongPlugin } from '../../../inputs/kong.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';

const global = (config: string) => `
  plugins:
    - name: prometheus
      config: ${config}
`;
const ALL_ON =
  '{ status_code_metrics: true, latency_metrics: true, upstream_health_metrics: true }';

export const prometheusInstances = defineRule<'kong', { scopes: readonly string[] }>({
  code: 'KB170',
  name: 'prometheus-instances',
  severity: 'warning',
  source: 'kong-facts D1, E5; recordings 69',
  appliesTo: 'kong',
  *check(input) {
    const instances = instancesOf(input);
    const switches = new Set(
      instances.map(({ config }) => config['upstream_health_metrics'] === true),
    );
    const [first] = instances;
    if (switches.size < 2 || first === undefined) return;
    yield {
      ...within(first, 'config'),
      at: 'key',
      values: { scopes: instances.map(({ scope }) => scope.join(', ') || 'global') },
    };
  },
  text: {
    en: {
      title: 'several prometheus instances that disagree',
      message: ({ scopes }) =>
        `several prometheus instances (${listed(scopes, 'en')}) with different upstream_health_metrics: the switch is process-wide and flips with the last request`,
      fix: () => 'use one global instance with upstream_health_metrics: true',
      why: 'Each request sets the switch of its worker to the value of the instance that logged it. Series of target health come and go with the traffic, and alerts on them with the series.',
    },
    nl: {
      title: 'meerdere prometheus-instanties die elkaar tegenspreken',
      message: ({ scopes }) =>
        `meerdere prometheus-instanties (${listed(scopes, 'nl')}) met verschillende upstream_health_metrics: de schakelaar geldt voor het hele proces en springt om met het laatste verzoek`,
      fix: () => 'gebruik één globale instantie met upstream_health_metrics: true',
      why: 'Elk verzoek zet de schakelaar van zijn worker op de waarde van de instantie die het logde. Reeksen over de gezondheid van targets komen en gaan dan met het verkeer, en de alerts daarop ook.',
    },
  },
  good: kongExample(global(ALL_ON)),
  bad: {
    ...kongExample(`
      plugins:
        - name: prometheus
          service: order-api
          config: { upstream_health_metrics: true }
        - name: prometheus
          service: product-api
          config: { bandwidth_metrics: true }
    `),
    at: ['plugins[0].config'],
  },
});

export const prometheusMetricsOff = defineRule<'kong', { flags: readonly string[] }>({
  code: 'KB171',
  name: 'prometheus-metrics-off',
  severity: 'warning',
  source: 'kong-facts D1; recordings 48',
  appliesTo: 'kong',
  *check(input) {
    const instances = instancesOf(input);
    const flags = ['status_code_metrics', 'latency_metrics'].filter(
      (flag) => !instances.some(({ config }) => config[flag] === true),
    );
    const [first] = instances;
    if (first === undefined || flags.length === 0) return;
    const place = within(first, 'config');
    const isOnly = instances.length === 1 && first.scope.length === 0;
    yield {
      ...place,
      at: 'key',
      values: { flags },
      edits: isOnly
        ? flags.map((flag) => ({ kind: 'set', path: [...place.path, flag], value: true }))
        : [],
    };
  },
  text: {
    en: {
      title: 'prometheus without status codes or latency',
      message: ({ flags }) =>
        `${listed(flags, 'en')} ${flags.length === 1 ? 'is' : 'are'} off: ${effects(flags, {
          codes: 'no error ratio',
          latency: 'no latency',
          and: 'and',
        })} is exported`,
      fix: ({ flags }) => `set ${flags.map((flag) => `${flag}: true`).join(' and ')}`,
      why: 'Every group of metrics is off by default. Without them no objective can be measured and no budget alert can fire.',
    },
    nl: {
      title: 'prometheus zonder statuscodes of latency',
      message: ({ flags }) =>
        `${listed(flags, 'nl')} ${flags.length === 1 ? 'staat' : 'staan'} uit: er wordt ${effects(
          flags,
          { codes: 'geen foutpercentage', latency: 'geen latency', and: 'en' },
        )} geëxporteerd`,
      fix: ({ flags }) => `zet ${flags.map((flag) => `${flag}: true`).join(' en ')}`,
      why: 'Elke groep metrics staat standaard uit. Zonder deze twee valt er geen doelstelling te meten en gaat geen budget-alert af.',
    },
  },
  good: kongExample(global(ALL_ON)),
  bad: {
    ...kongExample(global('{ bandwidth_metrics: true, upstream_health_metrics: true }')),
    at: ['plugins[0].config'],
  },
});

export const prometheusHealthOff = defineRule<'kong', Record<string, never>>({
  code: 'KB172',
  name: 'prometheus-health-off',
  severity: 'info',
  source: 'kong-facts D1; recordings 68',
  appliesTo: 'kong',
  *check(input) {
    const instances = instancesOf(input);
    const [first] = instances;
    if (first === undefined) return;
    if (instances.some(({ config }) => config['upstream_health_metrics'] === true)) return;
    const place = within(first, 'config', 'upstream_health_metrics');
    const isOnly = instances.length === 1 && first.scope.length === 0;
    yield {
      ...place,
      values: {},
      edits: isOnly ? [{ kind: 'set', path: place.path, value: true }] : [],
    };
  },
  text: {
    en: {
      title: 'prometheus without the health of targets',
      message: () =>
        'upstream_health_metrics is off: kong_upstream_target_health, the only metric that names a target, is not exported',
      fix: () => 'set upstream_health_metrics: true on the global instance',
      why: 'Without it Prometheus cannot tell that a target was marked unhealthy. It costs four series per address, so leave it off only with thousands of targets.',
    },
    nl: {
      title: 'prometheus zonder de gezondheid van targets',
      message: () =>
        'upstream_health_metrics staat uit: kong_upstream_target_health, de enige metric die een target noemt, wordt niet geëxporteerd',
      fix: () => 'zet upstream_health_metrics: true op de globale instantie',
      why: 'Zonder kan Prometheus niet zien dat een target ongezond is verklaard. Het kost vier reeksen per adres, dus laat het alleen uit bij duizenden targets.',
    },
  },
  good: kongExample(global(ALL_ON)),
  bad: {
    ...kongExample(global('{ status_code_metrics: true, latency_metrics: true }')),
    at: ['plugins[0].config.upstream_health_metrics'],
  },
});

export const prometheusPerConsumer = defineRule<'kong', Record<string, never>>({
  code: 'KB173',
  name: 'prometheus-per-consumer',
  severity: 'warning',
  source: 'kong-facts D1',
  appliesTo: 'kong',
  *check(input) {
    for (const plugin of instancesOf(input)) {
      if (plugin.config['per_consumer'] !== true) continue;
      yield { ...within(plugin, 'config', 'per_consumer'), values: {} };
    }
  },
  text: {
    en: {
      title: 'a series for each consumer',
      message: () =>
        'per_consumer makes a series of each request and bandwidth counter for every consumer, without bound',
      fix: () => 'leave it off, and count consumers from logs',
      why: 'Series multiply: consumers × services × routes × status codes, on every node. Scrapes slow down, and Prometheus pays for each of them for as long as it keeps data.',
    },
    nl: {
      title: 'een reeks per consumer',
      message: () =>
        'per_consumer maakt van elke verzoek- en bandbreedteteller een reeks per consumer, zonder grens',
      fix: () => 'laat het uit en tel consumers in de logs',
      why: 'Het aantal reeksen wordt consumers × services × routes × statuscodes, op elke node. Scrapes worden trager en Prometheus betaalt ervoor zolang het de gegevens bewaart.',
    },
  },
  good: kongExample(global(ALL_ON)),
  bad: {
    ...kongExample(
      global('{ status_code_metrics: true, latency_metrics: true, per_consumer: true }'),
    ),
    at: ['plugins[0].config.per_consumer'],
  },
});

export const prometheusNotGlobal = defineRule<'kong', { scopes: readonly string[] }>({
  code: 'KB174',
  name: 'prometheus-not-global',
  severity: 'info',
  source: 'kong-facts D1, E5',
  appliesTo: 'kong',
  *check(input) {
    const instances = instancesOf(input);
    const [first] = instances;
    if (first === undefined || instances.some(({ scope }) => scope.length === 0)) return;
    const scopes = instances.map(({ scope }) => scope.join(', '));
    yield { ...within(first, 'name'), values: { scopes } };
  },
  text: {
    en: {
      title: 'prometheus only for some services',
      message: ({ scopes }) =>
        `prometheus counts for ${listed(scopes, 'en')} only: whatever else goes through Kong is not measured`,
      fix: () => 'make it one global instance (without service or route)',
      why: 'A service that is added later has no metrics until someone notices, and no alert on it can fire.',
    },
    nl: {
      title: 'prometheus alleen voor sommige services',
      message: ({ scopes }) =>
        `prometheus telt alleen voor ${listed(scopes, 'nl')}: wat er verder door Kong gaat, wordt niet gemeten`,
      fix: () => 'maak er één globale instantie van (zonder service of route)',
      why: 'Een service die er later bij komt, heeft geen metrics tot iemand het merkt, en er kan geen alert op afgaan.',
    },
  },
  good: kongExample(global(ALL_ON)),
  bad: {
    ...kongExample(`
      plugins:
        - name: prometheus
          service: order-api
          config: ${ALL_ON}
    `),
    at: ['plugins[0].name'],
  },
});

function instancesOf({ plugins }: KongInput): KongPlugin[] {
  return plugins.filter(({ name, isEnabled }) => name === 'prometheus' && isEnabled);
}

function effects(
  flags: readonly string[],
  words: { codes: string; latency: string; and: string },
): string {
  const parts = [
    ...(flags.includes('status_code_metrics') ? [words.codes] : []),
    ...(flags.includes('latency_metrics') ? [words.latency] : []),
  ];
  return parts.join(` ${words.and} `);
}
