/**
 * `ballast check balance`: N requests with keys of their own at a bounded rate, who answered each, and
 * whether that fits the weights. Who answered is told by an answer header, or counted by a running
 * Ballast from Kong's log (all traffic of that time then, which is the same split).
 */

import { setTimeout as sleep } from 'node:timers/promises';

import { request } from 'undici';

import { expectedSplit } from '../../drill/balance/expected-split.ts';
import { judgeSplit } from '../../drill/balance/judge-split.ts';
import type { KongUpstreamView } from '../../model/kong.ts';
import { layoutOf } from '../../model/layout.ts';
import type { ServiceLayout } from '../../model/layout-shape.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { suggestFix } from '../../strategy/suggest.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { openExistingState } from '../state-file.ts';
import type { BalanceOptions, BalanceResult } from './balance-options.ts';
import { openDrillAdmins } from './kong-port.ts';
import { renderSplit } from './render-split.ts';

const REQUEST_MS = 10_000;
const MAX_AT_ONCE = 64;
/** Kong's log arrives within a second, and a tick takes it up. */
const LOGS_MS = 3_500;

export async function checkBalance(
  context: CliContext,
  strategy: Strategy,
  options: BalanceOptions,
): Promise<void> {
  const service = serviceOf(strategy, options.service);
  const gateway = gatewayOf(strategy, options.url);
  const url = urlOf(service, gateway, options);
  const layout = layoutOf({ strategy, gateway, service });
  const before = await readSplit(strategy, gateway, layout);
  const counted = await count(context, { strategy, service, url, options });
  const after = await readSplit(strategy, gateway, layout);
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    throw new CliFailure('weights or health changed meanwhile: the split has no one answer', {
      exitCode: 1,
      fix: 'Try again when it is quiet; `ballast status` shows who moves what.',
    });
  }
  const { kind } = layout;
  const { observed } = counted;
  const verdict = judgeSplit({
    service,
    layout: kind,
    expected: before,
    observed,
    alpha: options.alpha,
  });
  const { sent, answered, source } = counted;
  const result: BalanceResult = { ...verdict, service: service.name, url, sent, answered, source };
  if (options.json) printJson(context, result);
  else context.print(renderSplit(result, options.alpha));
  if (verdict.verdict !== 'as-weighted') context.setExitCode(1);
}

interface Counted {
  readonly observed: Readonly<Record<string, number>>;
  readonly sent: number;
  readonly answered: number;
  readonly source: BalanceResult['source'];
}

async function count(
  context: CliContext,
  options: {
    readonly strategy: Strategy;
    readonly service: ServiceStrategy;
    readonly url: string;
    readonly options: BalanceOptions;
  },
): Promise<Counted> {
  const { service, url, options: wanted } = options;
  const sending = { url, count: wanted.count, rate: wanted.rate, signal: context.signal };
  if (wanted.header !== undefined) {
    const header = wanted.header.toLowerCase();
    const names = labelsOf(service, wanted.label);
    const observed: Record<string, number> = {};
    const answered = await send(sending, (headers) => {
      const said = headers[header];
      const value = Array.isArray(said) ? (said[0] ?? '') : (said ?? '');
      const target = names.get(value) ?? (value === '' ? 'nobody' : value);
      observed[target] = (observed[target] ?? 0) + 1;
    });
    return { observed, sent: wanted.count, answered, source: 'header' };
  }
  const store = await openExistingState(wanted.state);
  try {
    const sinceMs = Date.now();
    const answered = await send(sending, () => undefined);
    await sleep(LOGS_MS);
    const ticks = await store.readTicks(Math.ceil((Date.now() - sinceMs) / 500) + 10);
    const observed: Record<string, number> = {};
    for (const { atMs, digest } of ticks) {
      if (atMs <= sinceMs) continue;
      for (const [target, tries] of triesOf(digest, service)) {
        observed[target] = (observed[target] ?? 0) + tries;
      }
    }
    if (Object.values(observed).every((tries) => tries === 0)) {
      throw new CliFailure('no running Ballast has counted these requests', {
        exitCode: 1,
        fix: 'Start `ballast run` and let Kong’s log come to it, or say who answers: --header NAME.',
      });
    }
    return { observed, sent: wanted.count, answered, source: 'telemetry' };
  } finally {
    await store.close();
  }
}

function triesOf(digest: unknown, { upstream }: ServiceStrategy): [string, number][] {
  const { upstreams } = (digest ?? {}) as {
    readonly upstreams?: readonly {
      readonly upstream: string;
      readonly targets: readonly { readonly target: string; readonly tries: number }[];
    }[];
  };
  const found = upstreams?.find((one) => one.upstream === upstream);
  return (found?.targets ?? []).map(({ target, tries }) => [target, tries]);
}

/** Open loop at the rate, a bounded number at once; each with a key of its own. Resolves to answers. */
async function send(
  options: { url: string; count: number; rate: number; signal: AbortSignal },
  onAnswer: (headers: Readonly<Record<string, string | string[] | undefined>>) => void,
): Promise<number> {
  const { url, count, rate, signal } = options;
  const startMs = performance.now();
  const flying = new Set<Promise<void>>();
  let answered = 0;
  const one = async (index: number) => {
    try {
      const key = `check-${process.pid}-${index}`;
      const glue = url.includes('?') ? '&' : '?';
      const { headers, body } = await request(`${url}${glue}ballast-check=${key}`, {
        headers: { 'x-request-id': key },
        headersTimeout: REQUEST_MS,
        bodyTimeout: REQUEST_MS,
        signal,
      });
      await body.dump();
      answered += 1;
      onAnswer(headers);
    } catch {
      // Not answered: the figures say how many were.
    }
  };
  for (let index = 0; index < count && !signal.aborted; index += 1) {
    const waitMs = startMs + (index * 1_000) / rate - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    if (flying.size >= MAX_AT_ONCE) await Promise.race(flying);
    const flight = one(index).finally(() => flying.delete(flight));
    flying.add(flight);
  }
  await Promise.all(flying);
  if (answered > 0) return answered;
  throw new CliFailure(`none of ${count} requests to ${url} was answered`, {
    exitCode: 1,
    fix: 'Check the address of the proxy: --url, or gateways.*.proxy in the strategy.',
  });
}

async function readSplit(strategy: Strategy, gateway: Gateway, layout: ServiceLayout) {
  const admins = openDrillAdmins({ ...strategy, gateways: [gateway] });
  try {
    const node = admins.gateways[0]?.nodes[0];
    const views = new Map<string, KongUpstreamView>();
    for (const { upstream } of layout.upstreams) {
      const view = await node?.readHealth(upstream, AbortSignal.timeout(REQUEST_MS));
      if (view !== undefined) views.set(upstream, view);
    }
    return expectedSplit(layout, (upstream) => views.get(upstream) ?? null);
  } finally {
    await admins.close();
  }
}

function serviceOf({ services }: Strategy, name: string | undefined): ServiceStrategy {
  const found = name === undefined ? services[0] : services.find((one) => one.name === name);
  if (found !== undefined) return found;
  const words = services.map((one) => one.name);
  throw usageFailure(`there is no service ${name ?? ''}`, suggestFix(name, words));
}

/** The gateway whose proxy is asked; the first when that is not told. */
function gatewayOf({ gateways }: Strategy, url: string | undefined): Gateway {
  const found =
    gateways.find(({ proxyUrl }) => url !== undefined && proxyUrl === url.replace(/\/$/, '')) ??
    gateways[0];
  if (found !== undefined) return found;
  throw usageFailure('the strategy has no gateway', 'Write gateways: in the strategy.');
}

function urlOf(service: ServiceStrategy, gateway: Gateway, options: BalanceOptions): string {
  const base = options.url ?? gateway.proxyUrl;
  if (base === null) {
    throw usageFailure(
      'where the gateway’s proxy is, is not told',
      'Name it: --url http://127.0.0.1:8000, or proxy: in the strategy.',
    );
  }
  const path = options.path ?? service.routes[0]?.paths[0] ?? '/';
  return `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}

function labelsOf(service: ServiceStrategy, labels: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const label of labels) {
    const cut = label.indexOf('=');
    const target = label.slice(0, cut);
    const known = service.targets.map((one) => one.target);
    if (cut < 1 || !known.includes(target)) {
      throw usageFailure(`--label ${label} names no target`, suggestFix(target, known));
    }
    names.set(label.slice(cut + 1), target);
  }
  return names;
}
