/** Whatever is wrong with a file can be told in Dutch, so that `--lang nl` shows no English. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseDrill } from '../../src/drill/file/parse-drill.ts';
import { parseScenario } from '../../src/simulator/scenario/index.ts';
import { parseStrategy, renderProblems } from '../../src/strategy/index.ts';
import type { Problem } from '../../src/strategy/problem.ts';

const BAD = new URL('./bad/', import.meta.url);
const FILES = readdirSync(BAD).filter((name) => name.endsWith('.yaml'));

/** Words that Dutch does not have; what the file says stands in quotes. */
const ENGLISH =
  /\b(?:the|and|not|with|write|such|must|from|without|this|has|are|remove|add|cannot|use|keep|mean)\b/;

/** These carry what the YAML library says, introduced in Dutch. */
const OF_THE_LIBRARY = /^(?:geen geldige YAML|de YAML-lezer waarschuwt): /;

function leftInEnglish(problems: readonly Problem[]): string[] {
  return problems
    .flatMap(({ inDutch: { message, fix } }) => [message, fix])
    .filter((text) => !OF_THE_LIBRARY.test(text))
    .filter((text) => ENGLISH.test(text.replaceAll(/"[^"]*"|`[^`]*`/g, '')));
}

test.each(FILES)('%s is explained in Dutch', (name) => {
  const text = readFileSync(new URL(name, BAD), 'utf8');
  const { problems } = parseStrategy(text, { file: name });
  expect(leftInEnglish(problems)).toEqual([]);
  for (const { message, fix, inDutch } of problems) {
    expect(inDutch.message).not.toBe(message);
    expect(inDutch.fix).not.toBe(fix);
  }
});

test('an error reads as Dutch from head to sum', () => {
  const text = 'version: 1\nname: shop\nregons: {}\n';
  const said = renderProblems(parseStrategy(text).problems, text, { language: 'nl' });
  expect(said).toContain('fout BLS1101 onbekende sleutel "regons"');
  expect(said).toContain('oplossing: bedoel je regions?');
  expect(said).toContain('fout BLS1102 het bestand heeft geen "services"');
  expect(said).toContain('oplossing: voeg services toe, zoals `services: ');
});

test('the figures of both languages are the same', () => {
  const figures = (text: string) => text.match(/\d[\d.]*/g)?.toSorted() ?? [];
  for (const name of FILES) {
    const text = readFileSync(new URL(name, BAD), 'utf8');
    for (const { code, message, fix, inDutch } of parseStrategy(text).problems) {
      expect([code, figures(inDutch.message)]).toEqual([code, figures(message)]);
      expect([code, figures(inDutch.fix)]).toEqual([code, figures(fix)]);
    }
  }
});

test('a drill and a scenario are explained in Dutch too', () => {
  const drill = parseDrill(`version: 1
name: d
title: t
hypothesis: h
scope: { targets: [a], share: 30%, services: x }
fault: { kind: request-termination, status: 99 }
duration: 60
expct: { failed: 1% }
expect: { cleanAfter: 2h }
schedule: { cron: every tuesday, zone: Europe/Amsterdm }
`);
  const scenario = parseScenario(`version: 1
name: s
title: ''
duration: 1m
traffic: { rate: 5, load: 2000% }
servers: { serviceTime: { constant: 1ms, lognormal: { sigma: 9 } } }
world: { strategy: { layout: deep } }
faults: [{ at: 2m, fault: slow, factor: 0 }]
`);
  for (const { problems } of [drill, scenario, parseDrill(''), parseScenario('')]) {
    expect(problems.length).toBeGreaterThan(0);
    expect(leftInEnglish(problems)).toEqual([]);
  }
});
