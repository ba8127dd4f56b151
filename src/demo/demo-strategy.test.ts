import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { parseStrategy } from '../strategy/parse-strategy.ts';
import { capacityRpsOf } from './backend.ts';
import { renderDemoStrategy } from './demo-strategy.ts';
import { DEMO_TOPOLOGY } from './topology.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/demo.yaml');

/** With ports that read well instead of those that a run finds. */
function nominal(): string {
  const { services, regions, targetsPerRegion } = DEMO_TOPOLOGY;
  return renderDemoStrategy({
    topology: DEMO_TOPOLOGY,
    hostsOf: ({ service, region }) => {
      const s = services.findIndex(({ name }) => name === service) + 1;
      const r = regions.findIndex(({ name }) => name === region) + 1;
      return Array.from({ length: targetsPerRegion }, (_, n) => `127.0.0.1:2${r}${s}0${n + 1}`);
    },
    capacityRpsOf: (service) => {
      const { medianMs } = services.find(({ name }) => name === service) ?? { medianMs: 12 };
      return capacityRpsOf({ ...DEMO_TOPOLOGY, medianMs });
    },
    adminUrl: 'http://127.0.0.1:8001',
    proxyUrl: 'http://127.0.0.1:8000',
    logsListen: '127.0.0.1:9911',
  });
}

test('the strategy of the demo has no problem but its single Kong, and says so itself', () => {
  const { problems } = parseStrategy(nominal());
  expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', expect.stringContaining('every gateway is in eu-west')],
  ]);
  expect(nominal()).toContain('One Kong will do for a demo.');
});

test('it says what the demo needs', () => {
  const { strategy } = parseStrategy(nominal());
  expect(strategy?.services.map(({ name }) => name)).toEqual([
    'productAPI',
    'orderAPI',
    'klantAPI',
  ]);
  const [service] = strategy?.services ?? [];
  expect(service?.upstream).toBe('productapi-upstream');
  expect(service?.targets).toHaveLength(6);
  expect(service?.targets[0]?.capacityRps).toBe(294);
  expect(service?.failback).toMatchObject({
    holdMs: 10_000,
    steps: [0.02, 0.1, 0.3, 0.6, 1],
    minDwellMs: 3_000,
    minRequests: 15,
  });
});

test('examples/demo.yaml is this strategy (UPDATE_GOLDEN=1 rewrites it)', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(EXAMPLE, nominal());
  expect(readFileSync(EXAMPLE, 'utf8')).toBe(nominal());
});
