/** Whether Kong tells anybody what happens: its logs to Ballast, its metrics to Prometheus. */

import { defineRule } from '../../../define-rule.ts';
import { kong, wanted } from '../examples.ts';

const LOG_PLUGINS = new Set(['http-log', 'tcp-log', 'udp-log']);

export const logsNotSent = defineRule<'live', { readonly url: string; readonly gateway: string }>({
  code: 'KB444',
  name: 'logs-not-sent-to-ballast',
  severity: 'error',
  source: 'kong-facts D1, D3; recordings 70',
  appliesTo: 'live',
  *check({ file, facts }) {
    const { wanted: state, plugins } = facts;
    if (state === null) return;
    const isSent = plugins.some(({ name, isEnabled, config }) => {
      if (!isEnabled || !LOG_PLUGINS.has(name)) return false;
      // The stream plugins have host and port, which say nothing of who listens.
      return name !== 'http-log' || isSameUrl(config['http_endpoint'], state.logsUrl);
    });
    if (isSent) return;
    yield { file, path: ['plugins'], values: { url: state.logsUrl, gateway: state.gateway } };
  },
  text: {
    en: {
      title: 'Kong sends its logs nowhere that Ballast listens',
      message: ({ url, gateway }) => `no log plugin of ${gateway} sends to ${url}`,
      fix: () => 'load base.yaml of `ballast generate`, which has an http-log for each service',
      why: 'Kong’s metrics name no target, so its logs are the only way to see which target fails. Without them only Ballast’s own probes tell, and those see what Kong’s checks see.',
    },
    nl: {
      title: 'Kong stuurt zijn logs niet naar Ballast',
      message: ({ url, gateway }) => `geen enkele log-plugin van ${gateway} stuurt naar ${url}`,
      fix: () =>
        'laad base.yaml van `ballast generate`; daarin staat voor elke service een http-log',
      why: 'De metrics van Kong noemen geen target; alleen aan de logs is te zien welk target faalt. Zonder logs zijn er alleen de probes van Ballast zelf, en die zien wat de checks van Kong ook zien.',
    },
  },
  good: { files: kong({ wanted: wanted({ 'a:80': 100, 'b:80': 100 }) }) },
  bad: {
    files: kong({ plugins: [], wanted: wanted({ 'a:80': 100, 'b:80': 100 }) }),
    at: ['plugins'],
  },
});

export const noMetrics = defineRule<'live', { readonly isDisabled: boolean }>({
  code: 'KB445',
  name: 'no-prometheus-plugin',
  severity: 'warning',
  source: 'kong-facts D1; recordings 71',
  appliesTo: 'live',
  *check({ file, facts }) {
    const found = facts.plugins.filter(({ name }) => name === 'prometheus');
    if (found.some(({ isEnabled, isGlobal }) => isEnabled && isGlobal)) return;
    // Instances of single services are another rule's, on the configuration.
    if (found.some(({ isEnabled }) => isEnabled)) return;
    yield { file, path: ['plugins'], values: { isDisabled: found.length > 0 } };
  },
  text: {
    en: {
      title: 'Kong exports no metrics of requests',
      message: ({ isDisabled }) =>
        isDisabled ? 'the prometheus plugin is disabled' : 'there is no prometheus plugin',
      fix: () =>
        'add one global instance with status_code_metrics, latency_metrics and upstream_health_metrics',
      why: 'GET /metrics still answers 200, with the figures of the node alone: the scrape looks well while error ratio, latency and target health are missing, and with them every alert on them.',
    },
    nl: {
      title: 'Kong levert geen metrics van requests',
      message: ({ isDisabled }) =>
        isDisabled ? 'de plugin prometheus staat uit' : 'er is geen plugin prometheus',
      fix: () =>
        'voeg één globale instantie toe met status_code_metrics, latency_metrics en upstream_health_metrics',
      why: 'GET /metrics antwoordt nog steeds 200, met alleen cijfers van de node. De scrape lijkt dus goed te gaan terwijl foutpercentage, latency en target health ontbreken, en daarmee elk alarm daarop.',
    },
  },
  good: { files: kong() },
  bad: { files: kong({ plugins: [] }), at: ['plugins'] },
});

function isSameUrl(value: unknown, wantedUrl: string): boolean {
  if (typeof value !== 'string') return false;
  const plain = (url: string) => url.replace(/\/+$/, '').toLowerCase();
  return plain(value) === plain(wantedUrl);
}
