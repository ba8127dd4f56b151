/**
 * The reasons behind the generated numbers, as YAML comments beside them. General reasons are said
 * once, at the first service or upstream; reasons with numbers of their own are said at each.
 */

import { formatDuration, formatRatio } from '../lib/quantities.ts';
import type { KongDeclarative } from '../model/kong-declarative.ts';
import type { LayoutUpstream, ServiceLayout } from '../model/layout-shape.ts';
import type { ServiceStrategy, Strategy } from '../model/strategy.ts';
import type { Comment } from './comment.ts';
import { hopComments } from './hop-comments.ts';
import { LOG_TOKEN_VARIABLE } from './plugins.ts';
import { inSeconds } from './in-seconds.ts';
import { timingsOf, type ServiceTimings } from './timings.ts';
import { worstCaseOf } from './worst-case.ts';

export function baseHeader(strategy: Strategy, gatewayName: string): string {
  return `Kong services, routes and plugins of ${strategy.name} for ${gatewayName}. Written by ballast generate.
Owner: decK (deck gateway sync base.yaml), or whatever manages your routes.
The upstreams that the services name are in upstreams.yaml, which is Ballast's and comes first.`;
}

export function upstreamsHeader(strategy: Strategy, gatewayName: string): string {
  return `Kong upstreams, targets and health checks of ${strategy.name} for ${gatewayName}. Written by ballast generate.
Owner: Ballast. Keep this tag out of decK's select tags: a decK sync would write these
weights over those that a running Ballast has set.
The weights are the baseline: they survive the loss of a region with Ballast stopped.`;
}

export function dblessHeader(strategy: Strategy, gatewayName: string): string {
  return `Kong DB-less configuration of ${strategy.name} for ${gatewayName}: base.yaml and upstreams.yaml in one file.
Written by ballast generate.`;
}

export function baseComments(
  strategy: Strategy,
  layouts: readonly ServiceLayout[],
  config: KongDeclarative,
): readonly Comment[] {
  return [
    ...layouts.flatMap((layout, index) => serviceComments(layout, index)),
    ...hopComments(layouts, config),
    ...firstPluginComments(strategy, config),
    {
      path: ['plugins', 0],
      text: `One global instance: upstream_health_metrics is a switch of the whole worker process, and
several instances with different values flip it with each request.`,
    },
  ];
}

export function upstreamComments(layouts: readonly ServiceLayout[]): readonly Comment[] {
  const all = layouts.flatMap((layout) => layout.upstreams.map((one) => ({ layout, one })));
  const firstChecked = all.findIndex(({ one }) => one.role !== 'outer');
  return all.flatMap(({ layout: { service }, one }, index) => {
    const at = (...path: (string | number)[]) => ['upstreams', index, ...path];
    const targets = { path: at('targets'), text: targetsReason(service, one) };
    if (one.role === 'outer') return [targets, { path: at('healthchecks'), text: NO_CHECKS }];
    const worst = worstCaseOf(service);
    const own: Comment[] = [
      targets,
      {
        path: at('healthchecks', 'active'),
        text: `Worst case until marked: refused ${inSeconds(worst.refusedMs)}, hanging ${inSeconds(worst.hangingMs)}, 5xx on the
health path ${inSeconds(worst.statusMs)}; back after ${inSeconds(worst.recoveryMs)}. Each Kong node probes for itself.`,
      },
    ];
    if (service.algorithm.kind === 'consistent-hashing') {
      own.push({
        path: at('slots'),
        text: `At least 165 per target: with a ring too small Kong answers every request with 503.`,
      });
    }
    return index === firstChecked ? [...own, ...generalUpstreamComments(index)] : own;
  });
}

const NO_CHECKS = `Off: the targets are Kong itself. Whether a region can serve is found out in its own upstream,
which also has the way out.`;

function targetsReason(service: ServiceStrategy, one: LayoutUpstream): string {
  if (one.role !== 'inner') return shareReason(service, one);
  if (one.serves === 'writes') {
    return `The targets of ${one.region} for writes: nothing of a region that only reads is here, so that no retry
gets there. Behind them the refusal, for when none of them is left.`;
  }
  return service.failover.mode === 'isolate'
    ? `The targets of ${one.region} alone: isolate.`
    : `The targets of ${one.region}; those of other regions at weight 1, for when none of them is left.`;
}

function shareReason({ failover }: ServiceStrategy, { role }: LayoutUpstream): string {
  switch (failover.mode) {
    case 'active-passive':
      return `active-passive: the standby serves ${formatRatio(failover.standbyShareRatio)} in peace, so that it is known to work${
        role === 'flat'
          ? `;
regions without a share keep weight 1 per target as a last resort.`
          : '.'
      }`;
    case 'active-active':
      return `active-active: by stated capacity, equal shares without.`;
    case 'isolate':
      return `isolate: traffic stays in the gateway's region, even when nothing there is healthy.`;
    default:
      return failover.mode satisfies never;
  }
}

function generalUpstreamComments(index: number): readonly Comment[] {
  const at = (...path: string[]) => ['upstreams', index, 'healthchecks', ...path];
  return [
    {
      path: at('threshold'),
      text: `0: any target that is left is better than a 503 from Kong itself.`,
    },
    {
      path: at('active', 'timeout'),
      text: `Seconds; below the interval, or rounds are skipped.`,
    },
    {
      path: at('active', 'unhealthy', 'interval'),
      text: `Not 0: only these probes bring a target back.`,
    },
    {
      path: at('active', 'unhealthy', 'http_statuses'),
      text: `With 503, which most services answer while not ready; without 429, which says nothing
about the target.`,
    },
    {
      path: at('active', 'unhealthy', 'tcp_failures'),
      text: `Each kind is counted apart, and 0 (Kong's default) ignores that kind altogether.`,
    },
    {
      path: at('passive', 'healthy', 'successes'),
      text: `Above 0, so that a good answer clears the failures; with 0 a target goes out after five
errors in any number of requests.`,
    },
    {
      path: at('passive', 'unhealthy', 'http_statuses'),
      text: `Without 503 and 429: overload is not death. Counting 503 lost 3,772 requests instead of
2,425 where the standby was too small (measured on Kong 3.9.3).`,
    },
  ];
}

function serviceComments({ service, kind }: ServiceLayout, index: number): readonly Comment[] {
  const timings = timingsOf(service);
  const tries = timings.retries + 1;
  const all = inSeconds(timings.worstRequestMs);
  const fits = timings.worstRequestMs <= timings.deadlineMs ? 'fit in' : 'DO NOT FIT in';
  const sum = `${tries} tries x ${inSeconds(timings.timeoutMs)} = ${all}: they ${fits} the ${inSeconds(timings.deadlineMs)} that callers wait.`;
  const at = (key: string) => ['services', index, key];
  const own: Comment[] =
    kind === 'flat'
      ? [
          { path: at('retries'), text: sum },
          { path: at('read_timeout'), text: timeoutReason(service, timings) },
        ]
      : [
          { path: at('retries'), text: `None here: the inner service has ${sum}` },
          { path: at('read_timeout'), text: `Longer than all tries of the inner service.` },
        ];
  if (index > 0) return own;
  return [
    ...own,
    {
      path: at('connect_timeout'),
      text: `Milliseconds. Kong's default of 60 s lets one black-holed target hold a request for minutes.`,
    },
  ];
}

function timeoutReason(service: ServiceStrategy, timings: ServiceTimings): string {
  switch (timings.timeoutFrom) {
    case 'strategy':
      return 'As the strategy says (protect.timeout).';
    case 'objective': {
      const limits = service.objective.latency.map((entry) => entry.limitMs);
      const limit = formatDuration(Math.max(...limits));
      return `4 x the latency objective of ${limit}, at least 1s and at most half of what callers wait.`;
    }
    case 'deadline':
      return `No latency objective: a third of what callers wait, at least 1s.`;
    default:
      return timings.timeoutFrom satisfies never;
  }
}

function firstPluginComments(strategy: Strategy, config: KongDeclarative): readonly Comment[] {
  const plugins = config.services?.[0]?.plugins ?? [];
  const log = plugins.findIndex((plugin) => plugin.name === 'http-log');
  const limit = plugins.findIndex((plugin) => plugin.name === 'rate-limiting');
  const at = (plugin: number, ...path: string[]) => ['services', 0, 'plugins', plugin, ...path];
  const comments: Comment[] = [
    {
      path: at(log),
      text: `One entry per request with the target of each try: no metric of Kong names a target.
Ballast reads these; Kong does not wait for it.`,
    },
    {
      path: at(log, 'config', 'queue'),
      text: `Batches of at most 0.1 s. Bounded: with Ballast away, the oldest entries are dropped.`,
    },
    {
      path: at(log, 'config', 'custom_fields_by_lua'),
      text: `Adds the times of each try; removes headers, query strings, addresses and identities
before they leave Kong. Values of type "return nil" drop the field.`,
    },
  ];
  if (strategy.telemetry.logs.tokenFile !== null) {
    comments.push({
      path: at(log, 'config', 'headers'),
      text: `Set ${LOG_TOKEN_VARIABLE} in Kong's environment to the token of telemetry.logs.`,
    });
  }
  if (limit >= 0) {
    comments.push({
      path: at(limit),
      text: `Counted per Kong node (policy local): with n nodes up to n times as much passes.`,
    });
  }
  return comments;
}
