/**
 * Asks Prometheus for what it knows better, once per interval. Optional in every sense: when it is
 * slow, wrong or gone, readings grow old and are no longer handed out (G4), and nothing else changes.
 */

import type { Random } from '../lib/random.ts';
import type { UtilisationReading } from '../model/observation.ts';
import type { Clock, Logger } from '../model/ports.ts';
import type { PrometheusSettings, Strategy } from '../model/strategy.ts';
import type { TelemetryCounters } from './counters.ts';
import { queryPrometheus, type PrometheusSample } from './prometheus-query.ts';
import {
  mapDemand,
  mapUtilisation,
  NO_READINGS,
  type PrometheusReadings,
} from './prometheus-readings.ts';

export interface PrometheusFeed {
  /** Polls until the signal aborts; returns at once without a Prometheus. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
  /** Absent when never told, or not for `telemetry.expiry`. */
  utilisationOf(target: string, nowMs: number): UtilisationReading | undefined;
  /** Requests per second; absent when never told, or not for a few intervals. */
  demandOf(upstream: string, nowMs: number): number | undefined;
}

export interface PrometheusOptions {
  readonly strategy: Strategy;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly counters: TelemetryCounters;
}

/** An answer must come before the next question, and in any case this soon. */
const TIMEOUT_MAX_MS = 5_000;
const BACKOFF_MAX_MS = 60_000;
/** Older samples are not used: four rounds of the usual scrape interval of 15 s. */
const LOOKBACK_MS = 60_000;
/** Demand drives decisions of seconds: missed polls until it is not known. */
const DEMAND_FRESH_INTERVALS = 3;

export function createPrometheusFeed(options: PrometheusOptions): PrometheusFeed {
  const { strategy } = options;
  const settings = strategy.telemetry.prometheus;
  let readings = NO_READINGS;
  const learn = (news: Partial<PrometheusReadings>) => {
    readings = { ...readings, ...news };
  };
  return {
    async run(signal) {
      if (settings !== null) await poll({ ...options, settings, learn }, signal);
    },
    utilisationOf(target, nowMs) {
      const reading = readings.utilisation.get(target.toLowerCase());
      if (reading === undefined) return undefined;
      return nowMs - reading.atMs > strategy.telemetry.expiryMs ? undefined : reading;
    },
    demandOf(upstream, nowMs) {
      const reading = readings.demand.get(upstream);
      const freshMs = DEMAND_FRESH_INTERVALS * (settings?.intervalMs ?? 0) + TIMEOUT_MAX_MS;
      return reading === undefined || nowMs - reading.atMs > freshMs ? undefined : reading.rps;
    },
  };
}

interface Polling extends PrometheusOptions {
  readonly settings: PrometheusSettings;
  readonly learn: (news: Partial<PrometheusReadings>) => void;
}

async function poll(polling: Polling, signal: AbortSignal): Promise<void> {
  const { clock, random, logger, settings, counters } = polling;
  let failuresInRow = 0;
  while (!signal.aborted) {
    const startedAtMs = clock.nowMs();
    const errors = await Promise.all([askUtilisation(polling, signal), askDemand(polling, signal)]);
    if (signal.aborted) return;
    const error = errors.find((entry) => entry !== null) ?? null;
    counters.prometheus[error === null ? 'ok' : 'failed'] += 1;
    if (error !== null && failuresInRow === 0) {
      logger.warn({ url: settings.url, error }, 'Prometheus does not tell; going on without it');
    }
    if (error === null && failuresInRow > 0) {
      logger.info({ url: settings.url }, 'Prometheus tells again');
    }
    failuresInRow = error === null ? 0 : failuresInRow + 1;
    const backoffMs = Math.min(
      settings.intervalMs * 2 ** Math.min(failuresInRow, 10),
      BACKOFF_MAX_MS,
    );
    const wantedMs =
      failuresInRow === 0
        ? settings.intervalMs
        : Math.max(settings.intervalMs, backoffMs * (0.5 + random() / 2));
    const spentMs = clock.nowMs() - startedAtMs;
    await clock.sleep(Math.max(0, wantedMs - spentMs), signal);
  }
}

/** What went wrong, or `null`. */
async function askUtilisation(polling: Polling, signal: AbortSignal): Promise<string | null> {
  const { strategy, settings, learn } = polling;
  return ask(polling, { query: settings.utilisation, signal }, (samples, { label, atMs }) => {
    const { readings, unusable } = mapUtilisation(strategy, { samples, label, atMs });
    learn({ utilisation: readings });
    return unusable;
  });
}

async function askDemand(polling: Polling, signal: AbortSignal): Promise<string | null> {
  const { strategy, settings, learn } = polling;
  return ask(polling, { query: settings.demand, signal }, (samples, { label, atMs }) => {
    const { readings, unusable } = mapDemand(strategy, { samples, label, atMs });
    learn({ demand: readings });
    return unusable;
  });
}

async function ask(
  { settings, clock, counters }: Polling,
  { query, signal }: { query: PrometheusSettings['utilisation']; signal: AbortSignal },
  use: (
    samples: readonly PrometheusSample[],
    at: { readonly label: string; readonly atMs: number },
  ) => number,
): Promise<string | null> {
  if (query === null) return null;
  const timeoutMs = Math.min(TIMEOUT_MAX_MS, settings.intervalMs);
  const atMs = clock.nowMs();
  try {
    const { url, tokenFile } = settings;
    const question = { url, tokenFile, query: query.query, timeoutMs, lookbackMs: LOOKBACK_MS };
    const samples = await queryPrometheus(question, clock.timeoutSignal(timeoutMs, signal));
    counters.prometheus.unusable += use(samples, { label: query.label, atMs });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
