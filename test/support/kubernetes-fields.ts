/**
 * What the published schemas of the generated kinds take, as far as `ballast generate` uses them: fields,
 * types and limits, noted from the CRDs (KongUpstreamPolicy and KongPlugin of Kong's
 * kubernetes-configuration 1.0.7, HTTPRoute of the Gateway API 1.x, with its CEL rules) and the
 * Kubernetes API. A field that is not here is one that an API server drops or refuses.
 */

type Check = (value: unknown, path: string) => readonly string[];

const wrong = (path: string, what: string): readonly string[] => [`${path}: ${what}`];

const text =
  (pattern = /[^]/): Check =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : wrong(path, `no text like ${pattern}`);
const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Check =>
  (value, path) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? []
      : wrong(path, `no whole number from ${min} to ${max}`);
const flag: Check = (value, path) => (typeof value === 'boolean' ? [] : wrong(path, 'no boolean'));
const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    words.includes(value as string) ? [] : wrong(path, `none of ${words.join(', ')}`);
const anything: Check = () => [];
const either =
  (...checks: readonly Check[]): Check =>
  (value, path) => {
    const results = checks.map((check) => check(value, path));
    return results.some((found) => found.length === 0) ? [] : results.flat();
  };
const list =
  (item: Check, { min = 0, max = Infinity }: { min?: number; max?: number } = {}): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return wrong(path, 'no list');
    const size =
      value.length < min || value.length > max ? wrong(path, `${value.length} items`) : [];
    return [...size, ...value.flatMap((one: unknown, index) => item(one, `${path}[${index}]`))];
  };
const texts: Check = (value, path) =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => text()(one, `${path}.${key}`))
    : wrong(path, 'no map');

/** Keys that end in `!` are required. */
const fields =
  (known: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return wrong(path, 'no map');
    }
    const missing = Object.keys(known)
      .filter((key) => key.endsWith('!') && !Object.hasOwn(value, key.slice(0, -1)))
      .map((key) => `${path}.${key.slice(0, -1)}: missing`);
    const found = Object.entries(value).flatMap(([key, one]) => {
      const check = known[key] ?? known[`${key}!`];
      return check === undefined
        ? wrong(`${path}.${key}`, 'unknown')
        : check(one, `${path}.${key}`);
    });
    return [...missing, ...found];
  };

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const metadata = fields({
  'name!': text(LABEL),
  namespace: text(LABEL),
  labels: texts,
  annotations: texts,
});
const object = (apiVersion: string, kind: string, rest: Readonly<Record<string, Check>>): Check =>
  fields({
    'apiVersion!': oneOf(apiVersion),
    'kind!': oneOf(kind),
    'metadata!': metadata,
    ...rest,
  });

const failures = {
  httpStatuses: list(integer(100, 599)),
  interval: integer(0),
  httpFailures: integer(0),
  tcpFailures: integer(0),
  timeouts: integer(0),
};
const successes = {
  httpStatuses: list(integer(100, 599)),
  interval: integer(0),
  successes: integer(0),
};
const checkType = oneOf('http', 'https', 'tcp', 'grpc', 'grpcs');
const hash = fields({
  input: oneOf('ip', 'consumer', 'path'),
  header: text(),
  cookie: text(),
  cookiePath: text(),
  queryArg: text(),
  uriCapture: text(),
});
const upstreamPolicy = fields({
  algorithm: oneOf('round-robin', 'consistent-hashing', 'least-connections', 'latency'),
  slots: integer(10, 65_536),
  hashOn: hash,
  hashOnFallback: hash,
  healthchecks: fields({
    threshold: integer(0, 100),
    active: fields({
      type: checkType,
      httpPath: text(/^\/.*$/),
      httpsSni: text(),
      httpsVerifyCertificate: flag,
      headers: anything,
      timeout: integer(0),
      concurrency: integer(1),
      healthy: fields(successes),
      unhealthy: fields(failures),
    }),
    passive: fields({ type: checkType, healthy: fields(successes), unhealthy: fields(failures) }),
  }),
});

/** PathPrefix has rules of its own; a regular expression has none but its length. */
const pathMatch: Check = (value, path) => {
  const { type } = value as { type?: unknown };
  const isPrefix = type === 'PathPrefix';
  const prefix = /^(?=.{1,1024}$)(?!.*(?:\/\/|\/\.\.?\/|%2f|%2F|#))(?!.*\/\.\.?$)\/.*$/;
  return fields({
    'type!': oneOf('PathPrefix', 'RegularExpression', 'Exact'),
    'value!': text(isPrefix ? prefix : /^.{1,1024}$/s),
  })(value, path);
};
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const HOSTNAME = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const httpRouteFields = fields({
  parentRefs: list(fields({ 'name!': text(), namespace: text(LABEL) }), { max: 32 }),
  hostnames: list(text(HOSTNAME), { max: 16 }),
  rules: list(
    fields({
      matches: list(fields({ path: pathMatch, method: oneOf(...METHODS) }), { max: 64 }),
      backendRefs: list(
        fields({
          kind: oneOf('Service'),
          'name!': text(LABEL),
          port: integer(1, 65_535),
          weight: integer(0, 1_000_000),
        }),
        { max: 16 },
      ),
    }),
    { min: 1, max: 16 },
  ),
});
const httpRoute: Check = (value, path) => {
  const { rules = [] } = value as { rules?: { matches: unknown[] }[] };
  const count = rules.reduce((sum, { matches }) => sum + matches.length, 0);
  const found = httpRouteFields(value, path);
  return count > 128 ? [...found, `${path}: ${count} matches in all rules`] : found;
};

const portName = text(/^(?=.{1,15}$)[a-z0-9]+(-[a-z0-9]+)*$/);
const port = either(integer(1, 65_535), portName);
const servicePorts = list(
  fields({ name: portName, 'port!': integer(1, 65_535), targetPort: port, protocol: oneOf('TCP') }),
);
const probe = fields({
  httpGet: fields({ 'path!': text(/^\//), 'port!': port }),
  periodSeconds: integer(1),
  timeoutSeconds: integer(1),
  failureThreshold: integer(1),
});
const quantity = text(/^\d+(\.\d+)?(m|[KMGT]i?)?$/);
const container = fields({
  'name!': text(LABEL),
  'image!': text(/\S+:\S+/),
  args: list(text()),
  ports: list(fields({ name: portName, 'containerPort!': integer(1, 65_535) })),
  env: list(
    fields({
      'name!': text(/^[A-Za-z_]\w*$/),
      valueFrom: fields({ secretKeyRef: fields({ 'name!': text(LABEL), 'key!': text() }) }),
    }),
  ),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  resources: fields({
    requests: fields({ cpu: quantity, memory: quantity }),
    limits: fields({ memory: quantity }),
  }),
  securityContext: fields({
    allowPrivilegeEscalation: flag,
    readOnlyRootFilesystem: flag,
    capabilities: fields({ drop: list(text()) }),
  }),
  volumeMounts: list(
    fields({ 'name!': text(LABEL), 'mountPath!': text(/^\//), subPath: text(), readOnly: flag }),
  ),
});
const selector = fields({ matchLabels: texts });
const pod = fields({
  serviceAccountName: text(LABEL),
  automountServiceAccountToken: flag,
  terminationGracePeriodSeconds: integer(0),
  securityContext: fields({
    runAsNonRoot: flag,
    runAsUser: integer(1),
    runAsGroup: integer(1),
    fsGroup: integer(1),
    seccompProfile: fields({ 'type!': oneOf('RuntimeDefault') }),
  }),
  'containers!': list(container, { min: 1 }),
  volumes: list(
    fields({
      'name!': text(LABEL),
      configMap: fields({ name: text(LABEL) }),
      persistentVolumeClaim: fields({ 'claimName!': text(LABEL) }),
      secret: fields({ secretName: text(LABEL) }),
    }),
  ),
});
const peers = list(fields({ namespaceSelector: selector }));
const policyPorts = list(fields({ protocol: oneOf('TCP', 'UDP'), port: integer(1, 65_535) }));

/** By kind: what is wrong with an object of it. */
export const KUBERNETES_OBJECTS: Readonly<Record<string, Check>> = {
  KongUpstreamPolicy: object('configuration.konghq.com/v1beta1', 'KongUpstreamPolicy', {
    'spec!': upstreamPolicy,
  }),
  KongPlugin: object('configuration.konghq.com/v1', 'KongPlugin', {
    'plugin!': text(),
    config: anything,
  }),
  KongClusterPlugin: object('configuration.konghq.com/v1', 'KongClusterPlugin', {
    'plugin!': text(),
    config: anything,
  }),
  HTTPRoute: object('gateway.networking.k8s.io/v1', 'HTTPRoute', { 'spec!': httpRoute }),
  Service: object('v1', 'Service', {
    spec: fields({
      type: oneOf('ExternalName', 'ClusterIP'),
      externalName: text(HOSTNAME),
      clusterIP: oneOf('None'),
      selector: texts,
      ports: servicePorts,
    }),
  }),
  EndpointSlice: object('discovery.k8s.io/v1', 'EndpointSlice', {
    'addressType!': oneOf('IPv4', 'IPv6'),
    'endpoints!': list(fields({ 'addresses!': list(text(/^[\d.:a-f]+$/), { min: 1, max: 100 }) }), {
      max: 1_000,
    }),
    ports: list(fields({ name: portName, port: integer(1, 65_535), protocol: oneOf('TCP') })),
  }),
  ServiceAccount: object('v1', 'ServiceAccount', { automountServiceAccountToken: flag }),
  ConfigMap: object('v1', 'ConfigMap', { data: texts }),
  PersistentVolumeClaim: object('v1', 'PersistentVolumeClaim', {
    spec: fields({
      accessModes: list(oneOf('ReadWriteOnce')),
      resources: fields({ requests: fields({ storage: quantity }) }),
    }),
  }),
  Deployment: object('apps/v1', 'Deployment', {
    spec: fields({
      replicas: integer(0),
      strategy: fields({ type: oneOf('Recreate', 'RollingUpdate') }),
      'selector!': selector,
      'template!': fields({ metadata: fields({ labels: texts }), spec: pod }),
    }),
  }),
  PodDisruptionBudget: object('policy/v1', 'PodDisruptionBudget', {
    spec: fields({ maxUnavailable: integer(0), selector }),
  }),
  NetworkPolicy: object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: fields({
      'podSelector!': selector,
      policyTypes: list(oneOf('Ingress', 'Egress')),
      ingress: list(fields({ from: peers, ports: policyPorts })),
      egress: list(fields({ to: peers, ports: policyPorts })),
    }),
  }),
};
