/** What a strategy may be run with, and lint still calls a mistake. */

import { expect, test } from 'vitest';

import { readDocument } from '../../src/cli/lint/read-document.ts';

const strategyOf = (availability: string) => `version: 1
objective: { availability: ${availability}, window: 30d }
regions: { west: {}, north: {} }
gateways: { kong: { region: west, admin: "http://127.0.0.1:8001" } }
services:
  shop:
    health: { path: /health }
    targets:
      west: { hosts: ["10.0.0.1:80", "10.0.0.2:80"], capacity: 50rps }
      north: { hosts: ["10.1.0.1:80", "10.1.0.2:80"], capacity: 50rps }
`;

test.each([
  ['99.99%', ['error']],
  ['99.95%', ['error']],
  ['99.9%', []],
])('all gateways in one region at %s', (availability, severities) => {
  const { problems } = readDocument('ballast.yaml', strategyOf(availability));
  const found = problems.filter(({ code }) => code === 'BLS1502');
  expect(found.map(({ severity }) => severity)).toEqual(severities);
});
