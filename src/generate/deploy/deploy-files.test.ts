/** The deployment has what the strategy needs, and asks for nothing that would hurt. */

import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

import {
  exampleGateway,
  exampleService,
  exampleStrategy,
} from '../../../test/support/example-strategy.ts';
import type { Strategy } from '../../model/strategy.ts';
import { renderDeployFiles } from './deploy-files.ts';

const TEXT = 'version: 1\nname: shop\n';

function strategy(): Strategy {
  const base = exampleStrategy([exampleService()]);
  return {
    ...base,
    gateways: [
      {
        ...exampleGateway(),
        adminUrls: ['https://kong-admin.kong.svc:8444'],
        tokenEnv: 'KONG_TOKEN',
        tls: { caFile: '/etc/ca.crt', certFile: null, keyFile: 'keys/client.key' },
      },
    ],
    telemetry: {
      ...base.telemetry,
      logs: { listen: '0.0.0.0:9555', url: 'http://b:9555', tokenFile: '/etc/ca.crt', allow: [] },
    },
    notify: [
      {
        name: 'hook',
        channel: { kind: 'webhook', url: 'https://hooks.example.com/x', secret: null, token: null },
        events: ['failover'],
        severity: 'info',
        language: 'en',
        dashboardUrl: null,
        runbooksUrl: null,
      },
    ],
  };
}

const files = Object.fromEntries(
  renderDeployFiles(strategy(), TEXT).map(({ path, text }) => [path, text]),
);
const compose = parse(files['compose.yaml'] ?? '') as {
  services: Record<string, { volumes: string[]; environment?: unknown; image: string }>;
  volumes: Record<string, unknown>;
};
const objects = parseAllDocuments(files['kubernetes.yaml'] ?? '').map(
  (document) => document.toJS() as { kind: string; spec?: Record<string, unknown>; data?: unknown },
);
const specOf = (kind: string) => objects.find((object) => object.kind === kind)?.spec;

test('compose mounts each file that the strategy names once, where the strategy says', () => {
  expect(compose.services['ballast']?.volumes).toEqual([
    '${BALLAST_STRATEGY:-../../ballast.yaml}:/etc/ballast/ballast.yaml:ro',
    '/etc/ca.crt:/etc/ca.crt:ro',
    '../../keys/client.key:/etc/ballast/keys/client.key:ro',
    'ballast:/var/lib/ballast',
  ]);
  expect(compose.services['ballast']?.environment).toEqual(['KONG_TOKEN']);
});

test('every named volume of compose is declared, every image has a version', () => {
  const named = Object.values(compose.services).flatMap(({ volumes }) =>
    volumes.map((volume) => volume.split(':')[0] ?? '').filter((name) => /^[a-z]+$/.test(name)),
  );
  expect(named.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  for (const { image } of Object.values(compose.services)) {
    expect(image).toMatch(/:(local|v?\d+\.\d+\.\d+)$/);
  }
});

test('the pod runs once, on its own volume, as nobody special', () => {
  expect(specOf('Deployment')).toMatchObject({
    replicas: 1,
    strategy: { type: 'Recreate' },
    template: {
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true },
        containers: [{ securityContext: { readOnlyRootFilesystem: true } }],
      },
    },
  });
  expect(specOf('PodDisruptionBudget')).toMatchObject({ maxUnavailable: 1 });
  expect(objects.find(({ kind }) => kind === 'ConfigMap')?.data).toEqual({ 'ballast.yaml': TEXT });
});

test('every volume that is mounted is there', () => {
  const pod = specOf('Deployment')?.['template'] as {
    spec: {
      volumes: { name: string }[];
      containers: { volumeMounts: { name: string }[] }[];
    };
  };
  const known = pod.spec.volumes.map(({ name }) => name);
  const mounted = pod.spec.containers.flatMap((one) => one.volumeMounts.map(({ name }) => name));
  expect(new Set(mounted)).toEqual(new Set(known));
});

test('the network policy lets through what the strategy names and no other port', () => {
  const policy = specOf('NetworkPolicy') as {
    ingress: { ports: { port: number }[] }[];
    egress: { ports: { port: number }[] }[];
  };
  const ports = (rules: { ports: { port: number }[] }[]) =>
    rules.flatMap((rule) => rule.ports.map(({ port }) => port));
  expect(ports(policy.ingress)).toEqual([9_555, 9_912]);
  expect(ports(policy.egress)).toEqual([53, 53, 443, 8_080, 8_444]);
});

test('a log receiver on loopback is told of, since no pod would reach it', () => {
  expect(files['kubernetes.yaml']).not.toContain('on loopback');
  const [, , manifests] = renderDeployFiles(exampleStrategy(), TEXT);
  expect(manifests?.text).toContain('on loopback');
});
