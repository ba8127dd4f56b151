import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStrategy } from '../../strategy/index.ts';
import { parseDrill } from './parse-drill.ts';
import { drillFiles } from './reference.ts';

const DRILLS = new URL('../../../drills/', import.meta.url);
const WEBSHOP = readFileSync(new URL('../../../test/strategy/good/webshop.yaml', import.meta.url));
const { strategy } = parseStrategy(WEBSHOP.toString());

const MINIMAL = `version: 1
name: d
title: t
hypothesis: h
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 1m
`;

test('what is left out is filled in', () => {
  const { drill, problems } = parseDrill(MINIMAL);
  expect(problems).toEqual([]);
  expect(drill).toMatchObject({
    scope: { region: 'eu-west', targets: null, services: null, shareRatio: 1 },
    durationMs: 60_000,
    steady: { forMs: 30_000, failedRatio: 0.001, p99Ms: null },
    expect: { failedRatio: 0.01, cleanAfterMs: null },
    abort: { failedRatio: 0.2, failedForMs: 5_000, staleMs: 10_000 },
    schedule: null,
  });
});

test('all that is wrong is told at once, with its line and a fix', () => {
  const text = `version: 1
name: d
title: t
hypothesis: h
scope: { region: eu-wst, services: [productAP], share: 130% }
fault: { kind: healthmark }
duration: 60
expct: { failed: 1% }
abort: { failed: 0.2 }
schedule: { cron: every tuesday, zone: Europe/Amsterdm }
`;
  const { drill, problems } = parseDrill(text, { strategy });
  expect(drill).toBeNull();
  const told = problems.map(({ line, code, fix }) => `${line} ${code} ${fix}`);
  expect(told).toEqual([
    expect.stringMatching(/^5 BLS1901 did you mean eu-west/),
    expect.stringMatching(/^5 BLS1901 did you mean productAPI/),
    expect.stringMatching(/^5 BLS1203 /),
    expect.stringMatching(/^6 BLS1104 did you mean health-mark/),
    expect.stringMatching(/^7 BLS1201 write the unit: 60s/),
    expect.stringMatching(/^8 BLS1101 did you mean expect/),
    expect.stringMatching(/^9 BLS1203 write 20%/),
    expect.stringMatching(/^10 BLS1903 write a name such as/),
  ]);
});

test.each([
  ['scope: { services: [productAPI] }', 'fault: { kind: weight-out }', 'BLS1902'],
  ['scope: { share: 30% }', 'fault: { kind: request-termination }', 'BLS1902'],
  ['scope: { targets: ["a:1"] }', 'fault: { kind: request-termination }', 'BLS1902'],
  ['scope: { targets: ["a:1"], share: 50% }', 'fault: { kind: health-mark }', 'BLS1902'],
  ['scope: { region: r, share: 50% }', 'fault: { kind: command, run: a, undo: b }', 'BLS1902'],
  ['scope: { region: r }', 'fault: { kind: command, run: a }', 'BLS1102'],
  ['scope: { region: r }', 'fault: { kind: command, run: a, undo: b, endsAfter: 5s }', 'BLS1904'],
  ['scope: { region: r }', 'fault: { kind: health-mark }\nexpect: { cleanAfter: 2m }', 'BLS1904'],
  [
    'scope: { region: r }',
    'fault: { kind: health-mark }\nschedule: { cron: 61 * * * * }',
    'BLS1903',
  ],
])('%s with %s is %s', (scope, fault, code) => {
  const text = MINIMAL.replace(/^scope.*$/m, scope).replace(/^fault.*$/m, () => fault);
  expect(parseDrill(text).problems.map((problem) => problem.code)).toEqual([code]);
});

test('nothing that a file may hold makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { drill, problems } = parseDrill(JSON.stringify(value));
      expect(drill === null).toBe(problems.length > 0);
    }),
    { numRuns: 100 },
  );
});

test('every drill that comes with the package is valid', () => {
  const files = readdirSync(DRILLS).filter((file) => file.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const { drill, problems } = parseDrill(readFileSync(new URL(file, DRILLS), 'utf8'), { file });
    expect(problems).toEqual([]);
    expect(`${drill?.name}.yaml`).toBe(file);
  }
});

test('drill.schema.json is made from this schema (node scripts/generate-schema.ts)', () => {
  const [file] = drillFiles();
  const kept = readFileSync(new URL('../../../drill.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(kept)).toEqual(JSON.parse(file?.content ?? ''));
});
