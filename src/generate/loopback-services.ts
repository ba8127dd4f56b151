/**
 * Kong services behind the gateway's own loopback addresses. They belong to Ballast and are in its
 * file, beside the upstreams whose targets lead to them.
 *
 * - `ballast-shed-STRATEGY`: answers 503 with Retry-After or what the strategy says, each answer at an address
 *   of its own, and 200 on the health paths, so that Kong keeps it in rotation (kong-recordings 107).
 * - one service for each inner upstream, for marked requests only (see `hop.ts`).
 * - `ballast-closed-STRATEGY`: 404 for everything else on those addresses. Its route has a host, so it comes
 *   before any route without one: a request that Kong sent to itself can never go round in circles.
 *
 * None of the three has a log plugin but the inner ones: shed requests are in the log of the user's
 * service already.
 */

import { READING_METHODS, refusalOf } from '../model/access.ts';
import { writesOf } from '../model/layout.ts';
import { answerHost, retryAfterSeconds } from '../model/loopback.ts';
import type { LayoutUpstream, ServiceLayout } from '../model/layout-shape.ts';
import type {
  DeclarativePlugin,
  DeclarativeRoute,
  DeclarativeService,
} from '../model/kong-declarative.ts';
import type { StaticAnswer, Strategy } from '../model/strategy.ts';
import { HOP_HEADER, hopMark, innerHopPlugin } from './hop.ts';
import { renderHttpLog } from './plugins.ts';
import { UPSTREAMS_TAG } from './tags.ts';
import { timingsOf } from './timings.ts';

/** Followed by the strategy's name: each strategy on a Kong has its own, and changes its own. */
export const SHED_PREFIX = 'ballast-shed-';
export const CLOSED_PREFIX = 'ballast-closed-';
/** Long enough for a client not to come back into the same overload at once. */
const RETRY_AFTER_S = 5;

export function renderLoopbackServices(
  strategy: Strategy,
  layouts: readonly ServiceLayout[],
  hopKey: string,
): DeclarativeService[] {
  const shedding = layouts.filter((layout) => shedUpstreamOf(layout) !== undefined);
  const regionHosts = layouts.flatMap(({ upstreams }) => upstreams.flatMap(regionHostsOf));
  return [
    ...layouts.flatMap((layout) =>
      layout.upstreams
        .filter(({ role }) => role === 'inner')
        .map((inner) => renderInnerService(strategy, { layout, inner, hopKey })),
    ),
    ...(shedding.length === 0 ? [] : [renderShedService(strategy, shedding)]),
    ...(regionHosts.length === 0 ? [] : [renderClosedService(strategy, [...new Set(regionHosts)])]),
  ];
}

/** What carries the tries: time-outs and retries as for a flat upstream. */
function renderInnerService(
  strategy: Strategy,
  options: {
    readonly layout: ServiceLayout;
    readonly inner: LayoutUpstream;
    readonly hopKey: string;
  },
): DeclarativeService {
  const { layout, inner, hopKey } = options;
  const { service } = layout;
  const timings = timingsOf(service);
  const hosts = layout.upstreams.flatMap(({ targets }) =>
    targets.flatMap((one) =>
      one.kind === 'region' && leadsTo(layout, one) === inner.upstream ? [hostOf(one.target)] : [],
    ),
  );
  function leadsTo(of: ServiceLayout, one: { readonly region: string; readonly upstream: string }) {
    return inner.serves === 'writes' ? writesOf(of, one.region)?.upstream : one.upstream;
  }
  return {
    name: inner.upstream,
    host: inner.upstream,
    port: service.protocol === 'https' ? 443 : 80,
    protocol: service.protocol,
    retries: timings.retries,
    connect_timeout: timings.connectMs,
    write_timeout: timings.timeoutMs,
    read_timeout: timings.timeoutMs,
    tags: [UPSTREAMS_TAG],
    routes: [
      {
        name: inner.upstream,
        hosts,
        paths: ['/'],
        // A route with one condition more comes first, so that writes take the one without.
        ...(inner.serves === 'reads' ? { methods: [...READING_METHODS] } : {}),
        headers: { [HOP_HEADER]: [hopMark(service, hopKey)] },
        strip_path: false,
        tags: [UPSTREAMS_TAG],
      },
    ],
    plugins: [innerHopPlugin(UPSTREAMS_TAG), renderHttpLog(strategy.telemetry.logs, UPSTREAMS_TAG)],
  };
}

function renderShedService(
  strategy: Strategy,
  layouts: readonly ServiceLayout[],
): DeclarativeService {
  const own = `${SHED_PREFIX}${strategy.name}`;
  const answers = answersOf(layouts);
  const hosts = answers.map(answerHost);
  // An outer upstream is not probed, so only the others need an answer on their health path.
  const probed = layouts.filter(({ upstreams }) =>
    upstreams.some(
      ({ role, targets }) => role !== 'outer' && targets.some(({ kind }) => kind === 'shed'),
    ),
  );
  const statuses = new Map(
    probed.map(({ service: { health } }) => [health.path, health.expect.statuses[0] ?? 200]),
  );
  const health = [...statuses].map(([path, status], index): DeclarativeRoute => ({
    name: `${own}-health-${index + 1}`,
    hosts,
    paths: [`~${escaped(path)}$`],
    strip_path: false,
    tags: [UPSTREAMS_TAG],
    plugins: [termination({ status_code: status, message: 'healthy' })],
  }));
  const routes = answers.map((answer) => {
    const host = answerHost(answer);
    const name = answer === null ? own : `${own}-${host.replaceAll('.', '-')}`;
    return catchAll(name, [host], renderAnswer(answer));
  });
  return terminating(own, [...health, ...routes]);
}

/** Each once; `null` stands for Ballast's own words. */
function answersOf(layouts: readonly ServiceLayout[]): readonly (StaticAnswer | null)[] {
  const answers = layouts.flatMap(({ service, upstreams }) => {
    const roles = upstreams.filter(({ targets }) => targets.some(({ kind }) => kind === 'shed'));
    return roles.map(({ serves }) =>
      serves === 'writes' ? refusalOf(service) : (service.failover.answer ?? null),
    );
  });
  return [...new Map(answers.map((answer) => [answerHost(answer), answer])).values()];
}

/** 503 and Retry-After in Ballast's own words, or what the strategy says. */
function renderAnswer(answer: StaticAnswer | null): DeclarativePlugin[] {
  if (answer === null) {
    const message = 'Over capacity, try again later';
    return [termination({ status_code: 503, message }), retryAfter(RETRY_AFTER_S)];
  }
  const { status, contentType, body } = answer;
  const plugin = termination({ status_code: status, content_type: contentType, body });
  const seconds = retryAfterSeconds(answer);
  return seconds === null ? [plugin] : [plugin, retryAfter(seconds)];
}

function retryAfter(seconds: number): DeclarativePlugin {
  return {
    name: 'response-transformer',
    config: { add: { headers: [`Retry-After:${seconds}`] } },
    tags: [UPSTREAMS_TAG],
  };
}

function renderClosedService({ name }: Strategy, hosts: readonly string[]): DeclarativeService {
  const own = `${CLOSED_PREFIX}${name}`;
  const refusal = termination({ status_code: 404, message: 'no Route matched with those values' });
  return terminating(own, [catchAll(own, hosts, [refusal])]);
}

function catchAll(
  name: string,
  hosts: readonly string[],
  plugins: DeclarativePlugin[],
): DeclarativeRoute {
  return {
    name,
    hosts: [...hosts],
    paths: ['/'],
    strip_path: false,
    tags: [UPSTREAMS_TAG],
    plugins,
  };
}

/** Its routes answer by themselves; the discard port is never asked. */
function terminating(name: string, routes: DeclarativeRoute[]): DeclarativeService {
  return {
    name,
    host: '127.0.0.1',
    port: 9,
    protocol: 'http',
    retries: 0,
    connect_timeout: 1_000,
    write_timeout: 1_000,
    read_timeout: 1_000,
    tags: [UPSTREAMS_TAG],
    routes,
    plugins: [],
  };
}

type Termination =
  | { readonly status_code: number; readonly message: string }
  // Kong refuses a message beside these (kong-recordings/admin/08-plugins #24).
  | { readonly status_code: number; readonly content_type: string; readonly body: string };

function termination(config: Termination): DeclarativePlugin {
  return { name: 'request-termination', config, tags: [UPSTREAMS_TAG] };
}

function shedUpstreamOf({ upstreams }: ServiceLayout): LayoutUpstream | undefined {
  return upstreams.find(({ targets }) => targets.some(({ kind }) => kind === 'shed'));
}

function regionHostsOf({ targets }: LayoutUpstream): string[] {
  return targets.flatMap(({ kind, target }) => (kind === 'region' ? [hostOf(target)] : []));
}

function hostOf(target: string): string {
  return target.replace(/:\d+$/, '');
}

function escaped(path: string): string {
  return path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
