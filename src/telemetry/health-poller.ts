/**
 * Reads what every Kong node says of every target, once per interval and gateway. A gateway that
 * does not answer is asked less and less often; its readings grow old, which the decision sees.
 */

import type { Random } from '../lib/random.ts';
import type { Clock, KongAdmin, Logger } from '../model/ports.ts';
import { type AddressBook, learnAddresses } from './address-book.ts';
import type { TelemetryCounters } from './counters.ts';
import { type NodeViews, recordView } from './node-views.ts';
import { createSlots } from './slots.ts';
import type { UpstreamNames } from './upstream-names.ts';

export interface WatchedGateway {
  readonly name: string;
  readonly admin: KongAdmin;
}

export interface HealthPollerOptions {
  readonly gateways: readonly WatchedGateway[];
  readonly names: UpstreamNames;
  readonly intervalMs: number;
  readonly views: NodeViews;
  readonly book: AddressBook;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly counters: TelemetryCounters;
}

/** Upstreams of one gateway read at the same time. */
const MAX_CONCURRENT = 8;
const MAX_BACKOFF_MS = 10_000;

/** Polls until the signal aborts. */
export async function pollHealth(options: HealthPollerOptions, signal: AbortSignal): Promise<void> {
  await Promise.all(options.gateways.map((gateway) => pollGateway(gateway, options, signal)));
}

async function pollGateway(
  gateway: WatchedGateway,
  options: HealthPollerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { clock, random, logger, intervalMs } = options;
  const slots = createSlots(MAX_CONCURRENT);
  let failuresInRow = 0;
  while (!signal.aborted) {
    const startedAtMs = clock.nowMs();
    const errors = await Promise.all(
      (options.names.watched[gateway.name] ?? []).map((upstream) =>
        slots.run(() => readUpstream({ gateway, upstream }, options, signal)),
      ),
    );
    if (signal.aborted) return;
    const isDark = errors.length > 0 && errors.every((error) => error !== null);
    if (isDark && failuresInRow === 0) {
      const fields = { gateway: gateway.name, error: errors[0] };
      logger.warn(fields, 'the gateway does not tell its health');
    }
    if (!isDark && failuresInRow > 0) {
      logger.info({ gateway: gateway.name }, 'the gateway tells its health again');
    }
    failuresInRow = isDark ? failuresInRow + 1 : 0;
    const pauseMs = Math.min(intervalMs * 2 ** Math.min(failuresInRow, 10), MAX_BACKOFF_MS);
    const spentMs = clock.nowMs() - startedAtMs;
    const wantedMs = failuresInRow === 0 ? intervalMs : pauseMs * (0.5 + random() / 2);
    await clock.sleep(Math.max(0, wantedMs - spentMs), signal);
  }
}

/** What went wrong, or `null`; one upstream that fails does not keep the others from being read. */
async function readUpstream(
  { gateway, upstream }: { readonly gateway: WatchedGateway; readonly upstream: string },
  { names, views, book, clock, counters }: HealthPollerOptions,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const known = names.known.get(upstream);
    for (const found of await gateway.admin.readHealth(upstream, signal)) {
      if (known === undefined) continue;
      const view = { ...found, upstream: known.service.upstream };
      learnAddresses(book, view);
      const { homeTargets } = known;
      recordView(views, { gateway: gateway.name, view, homeTargets, book, atMs: clock.nowMs() });
    }
    counters.healthReads.ok += 1;
    return null;
  } catch (error) {
    if (!signal.aborted) counters.healthReads.failed += 1;
    return String(error);
  }
}
