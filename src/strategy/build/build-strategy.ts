/** What people wrote, of the right shape → the strategy with every default filled in. */

import { parseWeeklyWindow } from '../../lib/weekly-window.ts';
import type {
  MetricsSettings,
  PrometheusSettings,
  Region,
  SafetyRules,
  Strategy,
  TelemetrySettings,
} from '../../model/strategy.ts';
import { DEFAULTS, defaultText } from '../defaults.ts';
import type { StrategyInput } from '../input/strategy.ts';
import { buildApi } from './api.ts';
import { buildGateways, plainUrl } from './gateways.ts';
import { buildNotification } from './notify.ts';
import { buildService } from './services.ts';
import { durationMs } from './values.ts';

export function buildStrategy(input: StrategyInput): Strategy {
  const regions = buildRegions(input);
  return {
    name: input.name,
    mode: input.mode ?? DEFAULTS.mode.value,
    layout: input.layout ?? DEFAULTS.layout.value,
    regions,
    gateways: buildGateways(input),
    telemetry: buildTelemetry(input.telemetry ?? {}),
    api: buildApi(input),
    services: Object.entries(input.services).map(([name, service]) =>
      buildService({ name, service, objective: input.objective, regions }),
    ),
    notify: (input.notify ?? []).map(buildNotification),
    safety: buildSafety(input.safety),
  };
}

function buildSafety(safety: NonNullable<StrategyInput['safety']> = {}): SafetyRules {
  const windows = (texts: readonly string[] = []) =>
    texts.flatMap((text) => parseWeeklyWindow(text) ?? []);
  return {
    maxMovedPerHour: safety.maxMovedPerHour ?? Number(DEFAULTS['safety.maxMovedPerHour'].value),
    blockedLevers: windows(safety.blockedLevers),
    blockedDrills: windows(safety.blockedDrills),
  };
}

/** A region without a priority has its position in the file as such. */
function buildRegions(input: StrategyInput): Region[] {
  return Object.entries(input.regions)
    .map(([name, { priority, rtt }], index) => ({
      name,
      priority: priority ?? index,
      rttMs: Object.fromEntries(
        Object.entries(rtt ?? {}).map(([other, time]) => [other, durationMs(time)]),
      ),
    }))
    .toSorted((a, b) => a.priority - b.priority);
}

function buildTelemetry(telemetry: NonNullable<StrategyInput['telemetry']>): TelemetrySettings {
  const logs = telemetry.logs ?? {};
  const listen = logs.listen ?? defaultText('telemetry.logs.listen');
  return {
    logs: {
      listen,
      url: logs.url ?? `http://${listen}`,
      tokenFile: logs.tokenFile ?? null,
      allow: logs.allow ?? [],
    },
    metrics: buildMetrics(telemetry.metrics),
    prometheus: buildPrometheus(telemetry.prometheus),
    expiryMs: durationMs(telemetry.expiry ?? defaultText('telemetry.expiry')),
  };
}

function buildMetrics(
  metrics: NonNullable<StrategyInput['telemetry']>['metrics'] = {},
): MetricsSettings {
  const listen = metrics.listen ?? defaultText('telemetry.metrics.listen');
  return { listen, url: plainUrl(metrics.url ?? `http://${listen}`) };
}

function buildPrometheus(
  prometheus: NonNullable<StrategyInput['telemetry']>['prometheus'],
): PrometheusSettings | null {
  if (prometheus === undefined) return null;
  const { utilisation, demand } = prometheus.queries ?? {};
  return {
    url: plainUrl(prometheus.url),
    tokenFile: prometheus.tokenFile ?? null,
    intervalMs: durationMs(prometheus.interval ?? defaultText('telemetry.prometheus.interval')),
    utilisation:
      utilisation === undefined
        ? null
        : {
            query: utilisation.query,
            label: utilisation.label ?? defaultText('prometheus.utilisation.label'),
          },
    demand: {
      query: demand?.query ?? defaultText('prometheus.demand.query'),
      label: demand?.label ?? defaultText('prometheus.demand.label'),
    },
  };
}
