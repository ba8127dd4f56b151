/**
 * The `/metrics` listener of `ballast run`. An address that cannot be had does not keep the
 * controller from steering: it is told, and the alert on missing metrics tells it again.
 */

import type { Server } from 'node:net';
import { isIPv6 } from 'node:net';
import process from 'node:process';

import { createMetricsServer } from '../api/metrics/metrics-server.ts';
import {
  lastDrill,
  type Metrics,
  type ProcessReading,
  type ScrapeInputs,
} from '../api/metrics/metrics.ts';
import type { TelemetryCounts } from '../api/metrics/telemetry-samples.ts';
import type { Clock, Logger, Store } from '../model/ports.ts';
import { ListenError } from '../telemetry/index.ts';
import { openListener, parseListenAddress } from '../telemetry/listen-address.ts';

export interface ServeMetricsOptions {
  readonly listen: string;
  readonly metrics: Metrics;
  readonly counts: () => TelemetryCounts;
  readonly notifications: () => NonNullable<ScrapeInputs['notifications']>;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface MetricsListener {
  readonly url: string;
  close(): Promise<void>;
}

/** Ticks come each second; after this long without one the loop hangs. */
const ALIVE_MS = 30_000;

export async function serveMetrics(options: ServeMetricsOptions): Promise<MetricsListener | null> {
  const { listen, logger } = options;
  const server = createServerOf(options);
  try {
    const address = parseListenAddress(listen);
    const port = await openListener(server, address);
    const host = address.host === '' ? '127.0.0.1' : address.host;
    return {
      url: `http://${isIPv6(host) ? `[${host}]` : host}:${port}/metrics`,
      close: () => closed(server),
    };
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    logger.warn(
      { listen },
      `No metrics: ${error.message}. Set telemetry.metrics.listen or --metrics to another address.`,
    );
    return null;
  }
}

export function readProcess(): ProcessReading {
  const { user, system } = process.cpuUsage();
  return {
    startedAtMs: Date.now() - process.uptime() * 1_000,
    cpuSeconds: (user + system) / 1_000_000,
    residentBytes: process.memoryUsage.rss(),
  };
}

/** What the process tells of itself, at whichever listener. */
export interface ProcessReadings {
  readonly renderMetrics: () => Promise<string>;
  /** Why the loop does not run; `null` when it does. */
  readonly notAlive: () => string | null;
  readonly isLeading: () => boolean;
}

export function readingsOf({
  metrics,
  counts,
  notifications,
  store,
  clock,
}: Omit<ServeMetricsOptions, 'listen' | 'logger'>): ProcessReadings {
  const startedAtMs = clock.nowMs();
  let drill: ScrapeInputs['drill'] = null;
  // A store that is away must not take away the metrics that say so.
  const newestDrill = async () => {
    drill = await lastDrill(store).catch(() => drill);
    return drill;
  };
  return {
    renderMetrics: async () =>
      metrics.render({
        telemetry: counts(),
        drill: await newestDrill(),
        notifications: notifications(),
      }),
    isLeading: () => metrics.isLeading(),
    notAlive() {
      const silentMs = clock.nowMs() - (metrics.lastTickMs() ?? startedAtMs);
      return silentMs <= ALIVE_MS ? null : `no tick for ${Math.round(silentMs / 1_000)} s`;
    },
  };
}

function createServerOf({ logger, ...options }: ServeMetricsOptions) {
  return createMetricsServer({
    ...readingsOf(options),
    onError: (error) => logger.error({ error: String(error) }, 'A scrape failed.'),
  });
}

async function closed(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections?.();
  await done;
}
