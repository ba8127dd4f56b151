/** Warnings about a strategy: each has its words in both languages, and many do not fill the screen. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseStrategy, renderProblems } from '../../src/strategy/index.ts';

/** Of the YAML parser, in its words. */
const NOT_OURS = 'BLS1009';

const TEXTS = ['bad', 'good'].flatMap((folder) => {
  const place = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(new URL(name, place), 'utf8'));
});

test('every warning is said in Dutch too, with the same figures', () => {
  const seen = new Set<string>();
  for (const { code, severity, message, inDutch } of TEXTS.flatMap(
    (text) => parseStrategy(text).problems,
  )) {
    if (severity !== 'warning' || code === NOT_OURS) continue;
    seen.add(code);
    expect({ code, isThere: inDutch !== undefined }).toEqual({ code, isThere: true });
    const figures = (text = '') => text.match(/\d[\d.]*/g)?.toSorted() ?? [];
    expect({ code, figures: figures(inDutch?.message) }).toEqual({
      code,
      figures: figures(message),
    });
  }
  expect(seen.size).toBeGreaterThanOrEqual(15);
});

test('a warning reads as Dutch from head to sum', () => {
  const text = `version: 1
name: shop
objective: { availability: 99.99% }
regions: { west: { priority: 0 }, north: { priority: 1 } }
gateways: { kong: { region: west, admin: 'http://127.0.0.1:8001' } }
services:
  shop:
    routes: [{ paths: [/shop] }]
    health: { path: /health }
    targets: { west: { hosts: [a:80], capacity: 900rps }, north: { hosts: [b:80], capacity: 900rps } }
`;
  const said = renderProblems(parseStrategy(text).problems, text, { language: 'nl' });
  expect(said).toContain('waarschuwing BLS1502 alle gateways staan in west');
  expect(said).toContain('oplossing: zet ook een Kong in een tweede regio');
  expect(said).toContain('0 fouten, 1 waarschuwing');
});

test('of many warnings the first are shown, and how many more there are; all are counted', () => {
  const names = Array.from({ length: 5 }, (_, index) => `r${index}: { priority: ${index} }`);
  const text = `version: 1
name: shop
regions: { west: { priority: 9 }, ${names.join(', ')} }
gateways: { kong: { region: west, admin: 'http://127.0.0.1:8001' } }
services:
  shop:
    routes: [{ paths: [/shop] }]
    health: { path: /health }
    targets: { west: { hosts: [a:80], capacity: 900rps } }
    failover: { mode: isolate }
`;
  const said = renderProblems(parseStrategy(text).problems, text, { warningsMax: 2 });
  expect(said.match(/ warning BLS/g)).toHaveLength(2);
  expect(said).toContain('… 3 more warnings: `ballast lint` shows them');
  expect(said).toContain('0 errors, 5 warnings');
});
