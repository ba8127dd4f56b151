/**
 * Ballast in Kubernetes. One replica: its state and its lease are in a SQLite file on one volume, which
 * two pods cannot share. While it is away (a node drained, an image pulled) the weights stay as they
 * are, and Kong alone survives the loss of a region (G1); so a short absence is safe.
 */

import type { Strategy } from '../../model/strategy.ts';
import type { Comment } from '../comment.ts';
import {
  MANAGED,
  renderManifests,
  type CommentedManifest,
  type Manifest,
} from '../kubernetes/manifest.ts';
import { IMAGE } from './image.ts';
import {
  filesOf,
  listensOnLoopback,
  logsPortOf,
  METRICS_PORT,
  portsOutOf,
  STATE_FILE,
  STRATEGY_FOLDER,
  variablesOf,
} from './needs.ts';

const NAME = 'ballast';
const LABELS = { 'app.kubernetes.io/name': NAME, ...MANAGED };
const SELECTOR = { 'app.kubernetes.io/name': NAME };
/** User and group `node` of the image. */
const USER = 1_000;

export function renderDeployManifests(strategy: Strategy, strategyText: string): string {
  const objects: CommentedManifest[] = [
    {
      manifest: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: NAME, labels: LABELS },
        automountServiceAccountToken: false,
      },
      comments: [
        {
          path: ['automountServiceAccountToken'],
          text: `Ballast asks nothing of the Kubernetes API, so it gets no token.`,
        },
      ],
    },
    {
      manifest: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: NAME, labels: LABELS },
        data: { 'ballast.yaml': strategyText },
      },
    },
    { manifest: volumeClaim() },
    deployment(strategy),
    { manifest: service(strategy) },
    disruptionBudget(),
    networkPolicy(strategy),
  ];
  return renderManifests(header(strategy), objects);
}

function volumeClaim() {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: NAME, labels: LABELS },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
  };
}

function deployment(strategy: Strategy): CommentedManifest {
  const files = filesOf(strategy);
  const variables = variablesOf(strategy);
  const probe = (path: string) => ({ httpGet: { path, port: 'metrics' } });
  const container = {
    name: NAME,
    image: IMAGE,
    args: [
      'run',
      '--strategy',
      `${STRATEGY_FOLDER}/ballast.yaml`,
      '--state',
      STATE_FILE,
      '--metrics',
      `0.0.0.0:${METRICS_PORT}`,
    ],
    ports: [
      { name: 'logs', containerPort: logsPortOf(strategy) },
      { name: 'metrics', containerPort: METRICS_PORT },
    ],
    ...(variables.length === 0
      ? {}
      : {
          env: variables.map((name) => ({
            name,
            valueFrom: { secretKeyRef: { name: SECRET, key: name } },
          })),
        }),
    startupProbe: { ...probe('/livez'), periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: {
      ...probe('/livez'),
      periodSeconds: 10,
      timeoutSeconds: 3,
      failureThreshold: 3,
    },
    readinessProbe: { ...probe('/readyz'), periodSeconds: 5, timeoutSeconds: 3 },
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      {
        name: 'strategy',
        mountPath: `${STRATEGY_FOLDER}/ballast.yaml`,
        subPath: 'ballast.yaml',
        readOnly: true,
      },
      { name: 'state', mountPath: '/var/lib/ballast' },
      ...files.map(({ path }) => ({
        name: 'secrets',
        mountPath: path,
        subPath: secretKey(path),
        readOnly: true,
      })),
    ],
  };
  const manifest = workload(container, files.length > 0);
  return { manifest, comments: DEPLOYMENT_COMMENTS };
}

/** One pod with one container, on its own volume. */
function workload(container: object, hasSecrets: boolean): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME, labels: LABELS },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: SELECTOR },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: NAME,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 10,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER,
            runAsGroup: USER,
            fsGroup: USER,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [container],
          volumes: [
            { name: 'strategy', configMap: { name: NAME } },
            { name: 'state', persistentVolumeClaim: { claimName: NAME } },
            ...(hasSecrets ? [{ name: 'secrets', secret: { secretName: SECRET } }] : []),
          ],
        },
      },
    },
  };
}

const SECRET = 'ballast-secrets';

/** Keys of a Secret have no slashes. */
function secretKey(file: string): string {
  return file.replace(/^\//, '').replaceAll(/[^A-Za-z0-9._-]/g, '-');
}

const POD = ['spec', 'template', 'spec'];
const DEPLOYMENT_COMMENTS: readonly Comment[] = [
  {
    path: ['spec', 'replicas'],
    text: `One: state and lease are in a file on one volume. Away for a while it is no outage: weights stay.`,
  },
  {
    path: ['spec', 'strategy'],
    text: `The old pod lets go of the volume before the new one starts.`,
  },
  {
    path: [...POD, 'containers', 0, 'image'],
    text: `Built by you from the Dockerfile here, and pushed where your cluster pulls from.`,
  },
  {
    path: [...POD, 'containers', 0, 'resources', 'limits'],
    text: `No CPU limit: a throttled controller misses its ticks.`,
  },
];

function service(strategy: Strategy) {
  const logs = logsPortOf(strategy);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: NAME, labels: LABELS },
    spec: {
      selector: SELECTOR,
      ports: [
        { name: 'logs', port: logs, targetPort: 'logs' },
        { name: 'metrics', port: METRICS_PORT, targetPort: 'metrics' },
      ],
    },
  };
}

function disruptionBudget(): CommentedManifest {
  return {
    manifest: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: NAME, labels: LABELS },
      spec: { maxUnavailable: 1, selector: { matchLabels: SELECTOR } },
    },
    comments: [
      {
        path: ['spec', 'maxUnavailable'],
        text: `Not minAvailable 1: with one replica that would keep a node from ever being drained.`,
      },
    ],
  };
}

/** Who may come in, and the ports of the strategy for the way out. */
function networkPolicy(strategy: Strategy): CommentedManifest {
  const from = (namespace: string) => [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
  ];
  const tcp = (port: number) => ({ protocol: 'TCP', port });
  return {
    manifest: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: NAME, labels: LABELS },
      spec: {
        podSelector: { matchLabels: SELECTOR },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { from: from('kong'), ports: [tcp(logsPortOf(strategy))] },
          { from: from('monitoring'), ports: [tcp(METRICS_PORT)] },
        ],
        egress: [
          { ports: [{ protocol: 'UDP', port: 53 }, tcp(53)] },
          { ports: portsOutOf(strategy).map(tcp) },
        ],
      },
    },
    comments: [
      {
        path: ['spec', 'ingress', 0],
        text: `Kong's logs. A Kong outside this cluster needs an ipBlock here.`,
      },
      { path: ['spec', 'ingress', 1], text: `Prometheus. Probes of the kubelet always pass.` },
      {
        path: ['spec', 'egress', 1],
        text: `Admin APIs, targets (Ballast probes them), Prometheus, webhooks: all ports of the strategy.
Behind a Service of this cluster it is the pod's port that counts: add it where the two differ.`,
      },
    ],
  };
}

function header(strategy: Strategy): string {
  const loopback = listensOnLoopback(strategy)
    ? `\nThe strategy's telemetry.logs.listen is on loopback, where no other pod reaches it: make it 0.0.0.0:${logsPortOf(strategy)},
with a tokenFile, and telemetry.logs.url the address of the Service below.`
    : '';
  const files = filesOf(strategy);
  const keys = [
    ...files.map(({ path }) => `--from-file=${secretKey(path)}=${path}`),
    ...variablesOf(strategy).map((name) => `--from-literal=${name}=...`),
  ];
  const secret =
    keys.length === 0
      ? ''
      : `\nSecrets that it names, once, from where you have them:
  kubectl create secret generic ${SECRET} ${keys.join(' \\\n    ')}`;
  return `Ballast of ${strategy.name} in Kubernetes. Written by ballast generate.
kubectl create namespace ballast; kubectl apply -n ballast -f kubernetes.yaml
Namespaces kong and monitoring are assumed in the NetworkPolicy; change them if yours differ.${loopback}${secret}`;
}
