/** The generated Kubernetes objects have no field and no value that their published schemas refuse. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';

import { renderKubernetesFiles } from '../../src/generate/kubernetes/kubernetes-files.ts';
import { exampleGateway, exampleService, exampleStrategy } from '../support/example-strategy.ts';
import { KUBERNETES_OBJECTS } from '../support/kubernetes-fields.ts';
import { EXAMPLES, exampleFolder } from './example-files.ts';

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

function objectsOf(text: string): readonly Named[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Named);
}

function faultsOf(objects: readonly Named[]): readonly string[] {
  return objects.flatMap((object) => {
    const name = `${object.kind} ${object.metadata.name}`;
    return KUBERNETES_OBJECTS[object.kind]?.(object, name) ?? [`${name}: unknown kind`];
  });
}

test.each(EXAMPLES)('of the example %s', (name) => {
  const folder = join(exampleFolder(name), 'generated');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^(?:kubernetes\/.*|deploy\/kubernetes)\.yaml$/.test(path),
  );
  const objects = files.flatMap((path) => objectsOf(readFileSync(join(folder, path), 'utf8')));
  expect(objects.length).toBeGreaterThan(10);
  expect(faultsOf(objects)).toEqual([]);
});

test('of a service with more matches than one route takes, and of every way to hash', () => {
  const paths = Array.from({ length: 100 }, (_, index) => `/p${index}`);
  const routes = [{ paths, methods: ['GET', 'POST'], hosts: ['a.example.com'], stripPath: true }];
  const hashes = (['header', 'cookie', 'query_arg'] as const).map((kind) => ({ kind, name: 'x' }));
  const services = [
    exampleService({ routes }),
    ...[...hashes, ...(['ip', 'consumer', 'path'] as const).map((kind) => ({ kind }))].map(
      (hashOn) =>
        exampleService({
          name: `by-${hashOn.kind}`,
          upstream: `by-${hashOn.kind.replace('_', '-')}-upstream`,
          algorithm: { kind: 'consistent-hashing', hashOn },
        }),
    ),
  ];
  const strategy = { ...exampleStrategy(services), gateways: [exampleGateway()] };
  const objects = renderKubernetesFiles(strategy).flatMap(({ text }) => objectsOf(text));
  expect(faultsOf(objects)).toEqual([]);
  const matches = objects
    .filter(({ kind, metadata }) => kind === 'HTTPRoute' && /^productapi-\d/.test(metadata.name))
    .flatMap(
      (route) => (route as unknown as { spec: { rules: { matches: unknown[] }[] } }).spec.rules,
    )
    .reduce((sum, rule) => sum + rule.matches.length, 0);
  expect(matches).toBe(200);
});

test('a field or value that no schema has is seen', () => {
  const [policy] = objectsOf(`
apiVersion: configuration.konghq.com/v1beta1
kind: KongUpstreamPolicy
metadata: { name: x }
spec: { algorithm: random, slotz: 5, healthchecks: { active: { timeout: 0.5 } } }`);
  expect(faultsOf(policy === undefined ? [] : [policy])).toHaveLength(3);
});
