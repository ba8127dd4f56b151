/**
 * The targets of a service as Kubernetes Services, and the weights that an HTTPRoute gives them.
 *
 * Kong's own weights are out of reach here: the Kong Ingress Controller (KIC) makes each target's
 * weight from the HTTPRoute: backendRef weight / number of endpoints of that Service, in whole
 * numbers, at least 1; 0 stays 0 (KIC translate_upstreams.go, kong-facts C6). Hence:
 *
 * - the addresses of a region are one Service with an EndpointSlice, and its weight is a multiple of
 *   their number, so that nothing is lost in the division;
 * - each name is a Service of type ExternalName with a weight of its own;
 * - a Service of this cluster (`NAME.NAMESPACE.svc`) is used as it is: how many endpoints it has is
 *   not known here.
 */

import type { DeclarativeUpstream } from '../../model/kong-declarative.ts';
import type { Gateway, ServiceStrategy, Target } from '../../model/strategy.ts';
import { MANAGED, type CommentedManifest, type Manifest } from './manifest.ts';
import { clusterService, isAddress, nameWord } from './names.ts';

export interface Backends {
  /** Where the objects of this service belong; `undefined` for the namespace of who applies them. */
  readonly namespace?: string;
  readonly manifests: readonly CommentedManifest[];
  readonly refs: readonly BackendRef[];
}

export interface BackendRef {
  readonly name: string;
  readonly port: number;
  readonly weight: number;
  readonly region: string;
}

export interface BackendOptions {
  /** Name that the objects of this service begin with. */
  readonly name: string;
  readonly gateway: Gateway;
  readonly upstream: DeclarativeUpstream;
  readonly annotations: Readonly<Record<string, string>>;
}

export function renderBackends(service: ServiceStrategy, options: BackendOptions): Backends {
  const namespace = namespaceOf(service, options.gateway);
  const weights = new Map(options.upstream.targets.map(({ target, weight }) => [target, weight]));
  const manifests: CommentedManifest[] = [];
  const refs: BackendRef[] = [];
  for (const group of groupsOf(service, { ...options, namespace })) {
    const sum = group.targets.reduce((total, { target }) => total + (weights.get(target) ?? 0), 0);
    const count = group.targets.length;
    const [first] = group.targets;
    if (first === undefined) continue;
    const { name, isOurs } = group;
    const { port, region } = first;
    refs.push({ name, port, region, weight: count * Math.round(sum / count) });
    const metadata = {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(isOurs ? { labels: MANAGED } : {}),
      annotations: options.annotations,
    };
    manifests.push(...objectsOf(group, metadata));
  }
  return { ...(namespace === undefined ? {} : { namespace }), manifests, refs };
}

interface Group {
  readonly name: string;
  readonly targets: readonly Target[];
  /** Not a Service that is in the cluster already. */
  readonly isOurs: boolean;
}

function namespaceOf(service: ServiceStrategy, { region }: Gateway): string | undefined {
  const own = service.targets.find(
    (target) => target.region === region && clusterService(target.host) !== null,
  );
  return own === undefined ? undefined : clusterService(own.host)?.namespace;
}

function groupsOf(
  service: ServiceStrategy,
  options: BackendOptions & { readonly namespace: string | undefined },
): readonly Group[] {
  const { name, gateway, namespace } = options;
  const groups = new Map<string, Target[]>();
  for (const target of service.targets) {
    const found = target.region === gateway.region ? clusterService(target.host) : null;
    const isHere = found !== null && found.namespace === namespace;
    const key = isHere
      ? `cluster ${found.name} ${target.port}`
      : isAddress(target.host)
        ? `addresses ${target.region} ${target.port} ${target.capacityRps}`
        : `name ${target.target}`;
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  const counts = new Map<string, number>();
  return [...groups].map(([key, targets]) => {
    const [kind, serviceName = ''] = key.split(' ');
    if (kind === 'cluster') return { name: serviceName, targets, isOurs: false };
    const stem = `${name}-${nameWord(targets[0]?.region ?? '').slice(0, 16)}`;
    const number = (counts.get(stem) ?? 0) + 1;
    counts.set(stem, number);
    return { name: number === 1 ? stem : `${stem}-${number}`, targets, isOurs: true };
  });
}

function objectsOf(
  { targets, isOurs }: Group,
  metadata: Manifest['metadata'],
): readonly CommentedManifest[] {
  const [{ host, port } = { host: '', port: 0 }] = targets;
  const service = { apiVersion: 'v1', kind: 'Service', metadata };
  const ports = [{ name: 'http', port, targetPort: port, protocol: 'TCP' }];
  if (!isOurs) {
    return [{ manifest: service, comments: [{ path: ['metadata'], text: YOURS }] }];
  }
  if (!isAddress(host)) {
    return [
      { manifest: { ...service, spec: { type: 'ExternalName', externalName: host, ports } } },
    ];
  }
  const { annotations: _, labels, ...place } = metadata;
  const slice: Manifest = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...place, labels: { ...labels, 'kubernetes.io/service-name': metadata.name } },
    addressType: host.includes(':') ? 'IPv6' : 'IPv4',
    ports: [{ name: 'http', port, protocol: 'TCP' }],
    endpoints: targets.map((target) => ({ addresses: [target.host.replaceAll(/[[\]]/g, '')] })),
  };
  return [{ manifest: { ...service, spec: { clusterIP: 'None', ports } } }, { manifest: slice }];
}

const YOURS = `Yours, and there already: only these annotations are added to it (server-side apply).`;
