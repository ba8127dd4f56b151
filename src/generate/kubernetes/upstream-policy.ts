/**
 * The upstream of a service as a KongUpstreamPolicy (CRD of the Kong Ingress Controller 3.x): balancing
 * algorithm and health checks, without targets, which KIC makes from the Services.
 *
 * The CRD takes whole seconds only, so intervals and time-outs are rounded up; Kong itself takes
 * fractions. Detection is slower by what the rounding adds.
 */

import type { DeclarativeUpstream } from '../../model/kong-declarative.ts';
import { MANAGED, type Manifest } from './manifest.ts';

export function renderUpstreamPolicy(
  upstream: DeclarativeUpstream,
  metadata: { readonly name: string; readonly namespace?: string },
): Manifest {
  const { active, passive, threshold } = upstream.healthchecks;
  return {
    apiVersion: 'configuration.konghq.com/v1beta1',
    kind: 'KongUpstreamPolicy',
    metadata: { ...metadata, labels: MANAGED },
    spec: {
      algorithm: upstream.algorithm,
      ...(upstream.slots === undefined ? {} : { slots: upstream.slots }),
      ...hashOf(upstream),
      healthchecks: {
        threshold,
        active: {
          type: active.type,
          httpPath: active.http_path,
          ...(active.https_verify_certificate === undefined
            ? {}
            : { httpsVerifyCertificate: active.https_verify_certificate }),
          timeout: Math.ceil(active.timeout),
          concurrency: active.concurrency,
          healthy: {
            interval: Math.ceil(active.healthy.interval),
            httpStatuses: active.healthy.http_statuses,
            successes: active.healthy.successes,
          },
          unhealthy: {
            interval: Math.ceil(active.unhealthy.interval),
            ...failuresOf(active.unhealthy),
          },
        },
        passive: {
          type: passive.type,
          healthy: { successes: passive.healthy.successes },
          unhealthy: failuresOf(passive.unhealthy),
        },
      },
    },
  };
}

function failuresOf(
  unhealthy: DeclarativeUpstream['healthchecks']['passive']['unhealthy'],
): Readonly<Record<string, unknown>> {
  return {
    httpStatuses: unhealthy.http_statuses,
    tcpFailures: unhealthy.tcp_failures,
    timeouts: unhealthy.timeouts,
    httpFailures: unhealthy.http_failures,
  };
}

function hashOf(upstream: DeclarativeUpstream): Readonly<Record<string, unknown>> {
  const fallback =
    upstream.hash_fallback === undefined
      ? {}
      : { hashOnFallback: { input: upstream.hash_fallback } };
  const { hash_on: input } = upstream;
  if (input === undefined) return {};
  if (input === 'header') return { hashOn: { header: upstream.hash_on_header }, ...fallback };
  if (input === 'query_arg')
    return { hashOn: { queryArg: upstream.hash_on_query_arg }, ...fallback };
  if (input !== 'cookie') return { hashOn: { input }, ...fallback };
  return { hashOn: { cookie: upstream.hash_on_cookie, cookiePath: upstream.hash_on_cookie_path } };
}
