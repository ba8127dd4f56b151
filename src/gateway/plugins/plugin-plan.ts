/**
 * Which plugins act on a route's requests, in Kong's order. Of each plugin the most specific
 * instance runs: bound to route and service, then route, then service, then global.
 *
 * A plan is made once per route and configuration, so that a request costs no look-ups.
 */

import type { KongPlugin, KongRoute } from '../entities/types.ts';
import { correlationId } from './correlation-id.ts';
import { rateLimiting } from './rate-limiting.ts';
import type { AccessStep, HeaderStep, PluginFactory, RequestPlugin } from './request-plugin.ts';
import { requestTermination } from './request-termination.ts';
import { requestTransformer } from './request-transformer.ts';
import { responseTransformer } from './response-transformer.ts';

export interface PluginPlan {
  readonly access: readonly AccessStep[];
  readonly headerFilter: readonly HeaderStep[];
  /** Plugins of the log phase: `prometheus`, `http-log`, `tcp-log`, `udp-log`. */
  readonly log: readonly KongPlugin[];
}

/** In Kong's order of execution (descending priority). */
const REQUEST_PLUGINS: Readonly<Record<string, PluginFactory>> = {
  'correlation-id': correlationId,
  'rate-limiting': rateLimiting,
  'request-transformer': requestTransformer,
  'response-transformer': responseTransformer,
  'request-termination': requestTermination,
};

const LOG_PLUGINS: readonly string[] = ['prometheus', 'http-log', 'udp-log', 'tcp-log'];

export interface PluginPlans {
  /** `null`: no route matched, so only global plugins apply. */
  planOf(route: KongRoute | null): PluginPlan;
}

/**
 * Behaviours by plugin id, with the configuration they were made from: handed on from snapshot to
 * snapshot, so that counters of unchanged plugins survive a new configuration as they do in Kong.
 */
export type Behaviours = Map<
  string,
  { readonly config: string; readonly behaviour: RequestPlugin }
>;

export function createPluginPlans(
  plugins: readonly KongPlugin[],
  behaviours: Behaviours,
): PluginPlans {
  const enabled = plugins.filter((plugin) => plugin.enabled && plugin.consumer === null);
  const ids = new Set(plugins.map((plugin) => plugin.id));
  for (const id of behaviours.keys()) if (!ids.has(id)) behaviours.delete(id);
  const plans = new Map<KongRoute | null, PluginPlan>();

  function behaviourOf(plugin: KongPlugin): RequestPlugin {
    const config = JSON.stringify(plugin.config);
    const known = behaviours.get(plugin.id);
    if (known?.config === config) return known.behaviour;
    const behaviour = REQUEST_PLUGINS[plugin.name]?.(plugin) ?? {};
    behaviours.set(plugin.id, { config, behaviour });
    return behaviour;
  }

  function makePlan(route: KongRoute | null): PluginPlan {
    const access: AccessStep[] = [];
    const headerFilter: HeaderStep[] = [];
    for (const name of Object.keys(REQUEST_PLUGINS)) {
      const plugin = mostSpecific(enabled, name, route);
      if (plugin === null) continue;
      const behaviour = behaviourOf(plugin);
      if (behaviour.access !== undefined) access.push(behaviour.access);
      if (behaviour.headerFilter !== undefined) headerFilter.push(behaviour.headerFilter);
    }
    const log = LOG_PLUGINS.map((name) => mostSpecific(enabled, name, route)).filter(
      (plugin) => plugin !== null,
    );
    return { access, headerFilter, log };
  }

  return {
    planOf(route) {
      let plan = plans.get(route);
      if (plan === undefined) {
        plan = makePlan(route);
        plans.set(route, plan);
      }
      return plan;
    },
  };
}

/** The instance of a plugin that applies to a route; `null` when none does. */
export function mostSpecific(
  plugins: readonly KongPlugin[],
  name: string,
  route: KongRoute | null,
): KongPlugin | null {
  let best: KongPlugin | null = null;
  let bestRank = -1;
  for (const plugin of plugins) {
    if (plugin.name !== name) continue;
    if (plugin.route !== null && plugin.route.id !== route?.id) continue;
    if (plugin.service !== null && plugin.service.id !== route?.service?.id) continue;
    const rank = (plugin.route === null ? 0 : 2) + (plugin.service === null ? 0 : 1);
    if (rank > bestRank) {
      best = plugin;
      bestRank = rank;
    }
  }
  return best;
}
