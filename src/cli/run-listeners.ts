/** What `ballast run` serves: `/metrics` at a listener of its own, and the API with the dashboard. */

import type { ApiSettings } from '../model/api-settings.ts';
import type { KeptStore } from '../model/history.ts';
import type { Strategy } from '../model/strategy.ts';
import type { Driller } from '../operations/driller.ts';
import { serveApi } from './serve-api.ts';
import { readingsOf, serveMetrics, type ServeMetricsOptions } from './serve-metrics.ts';

export interface RunListeners {
  /** `null` where nothing is served, or could not be. */
  readonly metricsUrl: string | null;
  readonly apiUrl: string | null;
  close(): Promise<void>;
}

export interface ListenerSettings {
  /** Where `/metrics` is served; `null` for nowhere. */
  readonly metricsListen: string | null;
  /** How the API is served; `null` for not at all. */
  readonly api: ApiSettings | null;
}

type Served = Omit<ServeMetricsOptions, 'listen'> & {
  readonly strategy: Strategy;
  readonly store: KeptStore;
  readonly driller: Driller;
};

export async function openListeners(
  { metricsListen: listen, api: settings }: ListenerSettings,
  served: Served,
): Promise<RunListeners> {
  const metrics = listen === null ? null : await serveMetrics({ ...served, listen });
  const api =
    settings === null ? null : await serveApi({ settings, ...served, ...readingsOf(served) });
  return {
    metricsUrl: metrics?.url ?? null,
    apiUrl: api?.url ?? null,
    async close() {
      await api?.close();
      await metrics?.close();
    },
  };
}
