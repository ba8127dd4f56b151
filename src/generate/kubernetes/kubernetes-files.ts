/**
 * The Kong configuration of a gateway that is run by the Kong Ingress Controller (KIC), as Kubernetes
 * objects: KIC owns Kong's whole configuration and erases what others write, so weights live in
 * HTTPRoutes. The layout is flat; shedding and two levels need Kong itself as a target, which KIC
 * cannot express.
 */

import { onlyReads, splitsWrites } from '../../model/access.ts';
import { layoutOf } from '../../model/layout.ts';
import type { DeclarativePlugin, DeclarativeUpstream } from '../../model/kong-declarative.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { folderOf, type GeneratedFile } from '../kong-files.ts';
import { renderHttpLog, renderPrometheus, renderRateLimit } from '../plugins.ts';
import { timingsOf } from '../timings.ts';
import { renderUpstreams } from '../upstream.ts';
import { renderBackends } from './backends.ts';
import { pluginsHeader, routesHeader, upstreamsHeader } from './headers.ts';
import { renderHealthRoute } from './health-routes.ts';
import { renderManifests, type CommentedManifest } from './manifest.ts';
import { objectNames } from './names.ts';
import { renderGlobalPlugin, renderPlugin } from './plugins.ts';
import { renderHttpRoutes } from './routes.ts';
import { renderUpstreamPolicy } from './upstream-policy.ts';

export function renderKubernetesFiles(strategy: Strategy): readonly GeneratedFile[] {
  const names = objectNames(strategy);
  return strategy.gateways.flatMap((gateway) => {
    const parts = [...names].map(([service, name]) =>
      renderService(strategy, { gateway, service: withoutReaders(service), name }),
    );
    const file = (name: string, header: string, manifests: readonly CommentedManifest[]) => ({
      path: `${folderOf(strategy, gateway)}${name}.yaml`,
      text: renderManifests(header, manifests),
    });
    const plugins = parts.flatMap((part) => part.plugins);
    const title = { strategy: strategy.name, gateway: gateway.name };
    return [
      file('plugins', pluginsHeader(title, strategy.telemetry.logs), [
        { manifest: renderGlobalPlugin(renderPrometheus()) },
        ...plugins.map((manifest) => ({ manifest })),
      ]),
      file(
        'upstreams',
        upstreamsHeader(title),
        parts.flatMap((part) => part.upstreams),
      ),
      file(
        'routes',
        routesHeader(title),
        parts.flatMap((part) => part.routes),
      ),
    ];
  });
}

/**
 * KIC balances a Service whatever the method, so a region that only reads is left out: writes must
 * not get there, and reads stay with them.
 */
function withoutReaders(service: ServiceStrategy): ServiceStrategy {
  const targets = service.targets.filter(({ region }) => !onlyReads(service, region));
  return splitsWrites(service) ? { ...service, targets, readRegions: [] } : service;
}

function renderService(
  strategy: Strategy,
  options: {
    readonly gateway: Gateway;
    readonly service: ServiceStrategy;
    readonly name: string;
  },
) {
  const { gateway, service, name } = options;
  const upstream = flatUpstream(strategy, gateway, service);
  const policy = `${name}-upstream`;
  const annotations = annotationsOf(service, policy);
  const backends = renderBackends(service, { name, gateway, upstream, annotations });
  const place = backends.namespace === undefined ? {} : { namespace: backends.namespace };
  const plugins = pluginsOf(strategy, service).map((plugin) =>
    renderPlugin(plugin, { name: `${name}-${plugin.name}`, ...place }),
  );
  const health = renderHealthRoute(service, {
    strategy,
    gateway,
    name,
    ...place,
    refs: backends.refs,
  });
  return {
    plugins: [...plugins, health.plugin],
    upstreams: [
      { manifest: renderUpstreamPolicy(upstream, { name: policy, ...place }) },
      ...backends.manifests,
    ],
    routes: [
      ...renderHttpRoutes(service, {
        name,
        ...place,
        refs: backends.refs,
        plugins: plugins.map(({ metadata }) => metadata.name),
      }),
      ...health.routes,
    ],
  };
}

function flatUpstream(
  strategy: Strategy,
  gateway: Gateway,
  service: ServiceStrategy,
): DeclarativeUpstream {
  const layout = layoutOf({
    strategy: { ...strategy, layout: 'flat' },
    gateway: { ...gateway, loopbackUrl: null },
    service,
  });
  const [upstream] = renderUpstreams(layout, { failoverTargets: false });
  if (upstream === undefined) throw new TypeError('a flat layout has one upstream');
  return upstream;
}

/** KIC ignores a policy that not all Services of a rule have, so all get the same. */
function annotationsOf(service: ServiceStrategy, policy: string): Readonly<Record<string, string>> {
  const timings = timingsOf(service);
  return {
    'konghq.com/upstream-policy': policy,
    'konghq.com/protocol': service.protocol,
    ...(service.path === null ? {} : { 'konghq.com/path': service.path }),
    'konghq.com/retries': String(timings.retries),
    'konghq.com/connect-timeout': String(timings.connectMs),
    'konghq.com/write-timeout': String(timings.timeoutMs),
    'konghq.com/read-timeout': String(timings.timeoutMs),
  };
}

function pluginsOf(strategy: Strategy, service: ServiceStrategy): readonly DeclarativePlugin[] {
  const { rateLimit } = service.protect;
  return [
    namedByUpstream(renderHttpLog(strategy.telemetry.logs, ''), service),
    ...(rateLimit === null ? [] : [renderRateLimit(rateLimit)]),
  ];
}

/**
 * KIC gives Kong's services names of its own; in the log the host of the service is put back to what
 * the strategy calls its upstream, which is how Ballast knows whose requests these are. Kong changes a
 * copy for the log, not the service (kong/pdk/log.lua).
 */
function namedByUpstream(plugin: DeclarativePlugin, service: ServiceStrategy): DeclarativePlugin {
  const fields = plugin.config['custom_fields_by_lua'];
  const named = { 'service.host': `return "${service.upstream}"` };
  return {
    ...plugin,
    config: { ...plugin.config, custom_fields_by_lua: Object.assign({}, fields, named) },
  };
}
