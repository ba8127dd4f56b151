/**
 * The split of one service at one gateway: requests at a bounded rate, who answered each, and whether
 * that fits the weights. Who answered is told by an answer header, or counted by a running Ballast from
 * Kong's log (all traffic of that time then, which is the same split). Whatever keeps it from an
 * answer is a reason, not a failure.
 */

import { makeSaid, type Said } from '../../lib/said.ts';
import type { KongUpstreamView } from '../../model/kong.ts';
import { layoutOf } from '../../model/layout.ts';
import type { ServiceLayout } from '../../model/layout-shape.ts';
import type { Store } from '../../model/ports.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import { sayWhy } from '../../operations/checks-speech.ts';
import type { BalanceWish, MeasuredBalance } from '../../operations/ports.ts';
import { countTries } from './count-tries.ts';
import { expectedSplit, splitState } from './expected-split.ts';
import { createHeaderCount } from './header-count.ts';
import { judgeSplit } from './judge-split.ts';
import { mostOften } from './most-often.ts';
import { requestFor, type SplitRequest } from './request-for.ts';
import { type Sent, sendRequests } from './send-requests.ts';
import { whyUntested } from './why-unsaid.ts';

export interface MeasurePorts {
  readonly strategy: Strategy;
  readonly store: Pick<Store, 'readTicks'>;
  readonly nowMs: () => number;
  readonly sleep: (durationMs: number, signal: AbortSignal) => Promise<void>;
  /** As one node of the gateway has it; throws what an Admin API that is away throws. */
  readonly readUpstream: (
    gateway: Gateway,
    upstream: string,
    signal: AbortSignal,
  ) => Promise<KongUpstreamView>;
}

/** Kong's log arrives within a second, and a tick takes it up. */
const LOGS_MS = 3_500;
const ADMIN_MS = 10_000;
/** Answers that may lack the header, such as refusals of Kong's own. */
const NAMELESS_RATIO = 0.05;
/** More tries than requests by this are other traffic; retries are fewer. */
const FOREIGN_RATIO = 1.1;

interface Measuring extends MeasurePorts {
  readonly wish: BalanceWish;
  readonly layout: ServiceLayout;
  readonly signal: AbortSignal;
}

type Split = Readonly<Record<string, number>>;

interface Counted extends Sent {
  readonly observed: Split;
  /** Why the counts say nothing; `null` where they do. */
  readonly why: Said | null;
}

export async function measureBalance(
  ports: MeasurePorts,
  wish: BalanceWish,
  signal: AbortSignal,
): Promise<MeasuredBalance> {
  const { service, gateway } = wish;
  const layout = layoutOf({ strategy: ports.strategy, gateway, service });
  const measuring = { ...ports, wish, layout, signal };
  if (gateway.proxyUrl === null) {
    return unsaid(wish, sayWhy('no-proxy', { gateway: gateway.name }));
  }
  const asked = requestFor(service, { proxyUrl: gateway.proxyUrl, path: wish.path });
  if (asked === null) return unsaid(wish, sayWhy('no-path', { service: service.name }));
  const before = await readViews(measuring, gateway);
  if (isSaid(before)) return unsaid(wish, before, { url: asked.url });
  const expected = expectedSplit(layout, before);
  const state = splitState(layout, before);
  if (state !== 'serves') {
    const values = { service: service.name, gateway: gateway.name };
    const why = sayWhy('no-weights', { ...values, state: makeSaid(`balance-state-${state}`) });
    return unsaid(wish, why, { url: asked.url });
  }
  const counted = await count(measuring, asked);
  const after = await readViews(measuring, gateway);
  const told = { url: asked.url, sent: counted.sent, answered: counted.answered };
  const judged = judgeSplit({
    service,
    layout: layout.kind,
    expected,
    observed: counted.observed,
    alpha: wish.alpha,
  });
  const why = await reasonOf(measuring, { counted, expected, after });
  if (why !== null) return { ...unsaid(wish, why, told), rows: judged.rows };
  const reason =
    judged.verdict === 'inconclusive' ? whyUntested(judged.rows, judged.requests) : null;
  return { ...judged, ...told, ...namesOf(wish), reason };
}

function namesOf({ service, gateway, header }: BalanceWish) {
  const source = header === null ? ('telemetry' as const) : ('header' as const);
  return { service: service.name, gateway: gateway.name, source };
}

/** Nothing can be said, and why. */
function unsaid(
  wish: BalanceWish,
  reason: Said,
  told: Partial<Pick<MeasuredBalance, 'answered' | 'sent' | 'url'>> = {},
): MeasuredBalance {
  const nothing = { statistic: null, degreesOfFreedom: null, pValue: null, note: null };
  const counts = { url: null, sent: 0, answered: 0, requests: 0, rows: [], ...told };
  const verdict = 'inconclusive';
  return { ...namesOf(wish), by: 'target', ...nothing, ...counts, verdict, reason };
}

/** What makes the counts or the comparison worthless, the gravest first. */
async function reasonOf(
  measuring: Measuring,
  found: {
    readonly counted: Counted;
    readonly expected: Split;
    readonly after: Views | Said;
  },
): Promise<Said | null> {
  const { wish, layout, signal } = measuring;
  const { counted, expected, after } = found;
  const { sent, answered, why } = counted;
  if (signal.aborted) return sayWhy('ended', { sent });
  if (answered === 0) return sayWhy('no-answer', { sent, gateway: wish.gateway.name });
  if (why !== null) return why;
  if (isSaid(after)) return after;
  if (!isSame(expected, expectedSplit(layout, after))) return sayWhy('changed', {});
  return wish.header === null ? await otherTraffic(measuring, { counted, expected }) : null;
}

async function count(measuring: Measuring, asked: SplitRequest): Promise<Counted> {
  const { wish, signal, store, nowMs, sleep } = measuring;
  const sending = { ...asked, count: wish.count, rate: wish.rate, signal };
  if (wish.header !== null) {
    const names = createHeaderCount(wish, wish.header);
    const sent = await sendRequests(sending, (headers) => names.add(headers));
    return { ...sent, observed: names.observed, why: names.why(sent, NAMELESS_RATIO) };
  }
  const { upstream } = wish.service;
  const tries = countTries({ store, upstream, sinceMs: nowMs(), sleep });
  const sent = await sendRequests(sending, () => undefined);
  await sleep(LOGS_MS, signal);
  const observed = await tries.end();
  const isCounted = Object.values(observed).some((one) => one > 0);
  const why = isCounted ? null : sayWhy('not-counted', { status: mostOften(sent) });
  return { ...sent, observed, why };
}

/** Telemetry does not say through which gateway: traffic of one with other weights spoils the counts. */
async function otherTraffic(
  measuring: Measuring,
  { counted, expected }: { readonly counted: Counted; readonly expected: Split },
): Promise<Said | null> {
  const { strategy, wish } = measuring;
  const { answered, observed } = counted;
  const tries = Object.values(observed).reduce((sum, one) => sum + one, 0);
  if (tries <= answered * FOREIGN_RATIO) return null;
  for (const gateway of strategy.gateways) {
    if (gateway.name === wish.gateway.name) continue;
    const layout = layoutOf({ strategy, gateway, service: wish.service });
    const views = await readViews({ ...measuring, layout }, gateway);
    if (isSaid(views) || !isSame(expected, expectedSplit(layout, views))) {
      return sayWhy('other-traffic', { tries, answered });
    }
  }
  return null;
}

type Views = (upstream: string) => KongUpstreamView | null;

async function readViews(
  { readUpstream, layout, signal }: Measuring,
  gateway: Gateway,
): Promise<Views | Said> {
  const views = new Map<string, KongUpstreamView>();
  try {
    for (const { upstream } of layout.upstreams) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(ADMIN_MS)]);
      views.set(upstream, await readUpstream(gateway, upstream, limit));
    }
  } catch (error) {
    if (signal.aborted) return sayWhy('ended', { sent: 0 });
    const failure = error instanceof Error ? error.message : String(error);
    return sayWhy('kong-away', { gateway: gateway.name, failure });
  }
  return (upstream) => views.get(upstream) ?? null;
}

function isSaid(found: Views | Said): found is Said {
  return typeof found !== 'function';
}

function isSame(one: Split, other: Split): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => Math.abs((one[name] ?? 0) - (other[name] ?? 0)) < 1e-9);
}
