/**
 * Telemetry as the controller uses it: listens to Kong's logs, reads Kong's health, probes the
 * targets, and at each tick hands out what is new. This file only wires; the parts are beside it.
 */

import type { Random } from '../lib/random.ts';
import type {
  Observation,
  TargetSample,
  TrafficTap,
  UpstreamReading,
} from '../model/observation.ts';
import type { Clock, Logger, Telemetry } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { createAddressBook } from './address-book.ts';
import {
  createAggregate,
  inFlightOf,
  samplesOf,
  takePending,
  takeRequests,
  type UpstreamTally,
} from './aggregate.ts';
import { emptyCounters, type TelemetryCounters } from './counters.ts';
import { createDedupe } from './dedupe.ts';
import { pollHealth, type WatchedGateway } from './health-poller.ts';
import type { ReceiverLimits } from './http-receiver.ts';
import { type Ingest, ingestEntry } from './ingest.ts';
import { createLateness } from './lateness.ts';
import { type LogListeners, openLogListeners } from './log-listeners.ts';
import { createNodeViews, type NodeViews, readingsOf } from './node-views.ts';
import { createPrometheusFeed, type PrometheusFeed } from './prometheus-poller.ts';
import { createProber, type Prober, type ProbeTarget } from './prober.ts';
import { type UpstreamNames, upstreamNames } from './upstream-names.ts';

export interface TelemetryOptions {
  readonly strategy: Strategy;
  readonly gateways: readonly WatchedGateway[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly pollIntervalMs?: number;
  /** `ip:port` of further shed targets, beside the layout's own. */
  readonly shedAddresses?: readonly string[];
  readonly tcpListen?: string;
  readonly udpListen?: string;
  readonly limits?: ReceiverLimits;
  /** Instead of a real probe. */
  readonly probe?: ProbeTarget;
  /** Told of each request and try, for metrics. */
  readonly tap?: TrafficTap;
}

export interface RunningTelemetry extends Telemetry {
  /** Opens the listeners and starts to poll and probe; rejects with `ListenError`. */
  start(): Promise<void>;
  /** Ends everything; what was counted can still be read. */
  stop(): Promise<void>;
  /** Where Kong's http-log is to send to; `null` before the start. */
  readonly logUrl: string | null;
  counters(): TelemetryCounters;
  /** One-second samples of the last two minutes. */
  samples(place: { readonly upstream: string; readonly target: string }): readonly TargetSample[];
}

export function createTelemetry(options: TelemetryOptions): RunningTelemetry {
  const { strategy, clock } = options;
  const names = upstreamNames(strategy);
  const ingest = createIngest(options, names);
  const { counters, book, aggregate } = ingest;
  const views = createNodeViews();
  const prober = createProber({ services: strategy.services, ...options, counters });
  const prometheus = createPrometheusFeed({ ...options, counters });
  const controller = new AbortController();
  let listeners: LogListeners | null = null;
  let running: Promise<unknown> = Promise.resolve();
  return {
    async start() {
      listeners = await openLogListeners({
        logs: strategy.telemetry.logs,
        tcpListen: options.tcpListen,
        udpListen: options.udpListen,
        limits: options.limits,
        counters,
        onEntry: (value, sender) => ingestEntry(ingest, value, { atMs: clock.nowMs(), sender }),
      });
      const intervalMs = options.pollIntervalMs ?? 1_000;
      const poll = { ...options, names, intervalMs, views, book, counters };
      running = Promise.all([
        pollHealth(poll, controller.signal),
        prober.run(controller.signal),
        prometheus.run(controller.signal),
      ]);
    },
    async stop() {
      controller.abort();
      await Promise.all([listeners?.close(), running]);
    },
    get logUrl() {
      return listeners?.url ?? null;
    },
    counters: () => structuredClone(counters),
    samples: (place) => samplesOf(aggregate, { ...place, nowMs: clock.nowMs() }),
    read: (nowMs) => readObservation({ ingest, views, prober, prometheus }, nowMs),
  };
}

function createIngest(
  { strategy, tap, shedAddresses: moreShedAddresses = [] }: TelemetryOptions,
  { known, shedAddresses }: UpstreamNames,
): Ingest {
  const upstreams = strategy.services.map(({ upstream, targets }) => ({
    upstream,
    targets: targets.map(({ target }) => target),
  }));
  return {
    aggregate: createAggregate(upstreams),
    book: createAddressBook(upstreams),
    dedupe: createDedupe(),
    lateness: createLateness(),
    counters: emptyCounters(),
    known,
    shedAddresses: new Set([...shedAddresses, ...moreShedAddresses]),
    tap,
  };
}

interface Sources {
  readonly ingest: Ingest;
  readonly views: NodeViews;
  readonly prober: Prober;
  readonly prometheus: PrometheusFeed;
}

function readObservation(sources: Sources, nowMs: number): Observation {
  const { aggregate } = sources.ingest;
  return {
    logsAtMs: aggregate.logsAtMs,
    upstreams: [...aggregate.upstreams].map(([upstream, tally]) =>
      readUpstream(sources, { upstream, tally, nowMs }),
    ),
  };
}

function readUpstream(
  { views, prober, prometheus }: Sources,
  { upstream, tally, nowMs }: { upstream: string; tally: UpstreamTally; nowMs: number },
): UpstreamReading {
  const demandRps = prometheus.demandOf(upstream, nowMs);
  return {
    upstream,
    requests: takeRequests(tally),
    logsAtMs: tally.logsAtMs,
    ...(demandRps === undefined ? {} : { demandRps }),
    targets: [...tally.targets].map(([target, counts]) => {
      const utilisation = prometheus.utilisationOf(target, nowMs);
      return {
        target,
        ...takePending(counts),
        inFlight: inFlightOf(counts, nowMs),
        ...(utilisation === undefined ? {} : { utilisation }),
        probe: prober.readingOf(upstream, target),
        nodes: readingsOf(views, { upstream, target, nowMs }),
      };
    }),
  };
}
