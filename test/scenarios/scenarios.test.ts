/** Plays every story beside this file with the production controller in virtual time. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Phase, type PhaseResult, playScenario, type Scenario } from './scenario.ts';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

test.each(files)('%s', async (file) => {
  const scenario = parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
  for (let seed = 1; seed <= (scenario.seeds ?? 3); seed += 1) {
    const results = await playScenario(scenario, seed);
    for (const [index, phase] of scenario.phases.entries()) {
      const result = results[index];
      if (result !== undefined) checkPhase(phase, result, `${scenario.name}, seed ${seed}`);
    }
  }
});

function checkPhase(phase: Phase, result: PhaseResult, where: string): void {
  const { expect: wanted = {} } = phase;
  const told = result.events.map(
    ({ atMs, kind, message }) => `${(atMs - result.beganMs) / 1_000} s ${kind}: ${message}`,
  );
  const context = `${where}, ${phase.note ?? 'phase'}\n${told.join('\n')}\n`;
  const kinds = result.events.map(({ kind }) => kind as string);
  let from = 0;
  for (const kind of wanted.events ?? []) {
    const at = kinds.indexOf(kind, from);
    expect(at, `${context}${kind} is told, in its order`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
  for (const kind of wanted.noEvents ?? []) {
    expect(kinds, `${context}no ${kind}`).not.toContain(kind);
  }
  for (const [kind, seconds] of Object.entries(wanted.within ?? {})) {
    const event = result.events.find((one) => one.kind === kind);
    const tookMs = (event?.atMs ?? Number.POSITIVE_INFINITY) - result.beganMs;
    expect(tookMs, `${context}${kind} within ${seconds} s`).toBeLessThanOrEqual(1_000 * seconds);
  }
  for (const [region, [atLeast, atMost]] of Object.entries(wanted.sharePercent ?? {})) {
    const share = result.sharePercent[region] ?? 0;
    expect(share, `${context}share of ${region}`).toBeGreaterThanOrEqual(atLeast);
    expect(share, `${context}share of ${region}`).toBeLessThanOrEqual(atMost);
  }
  for (const [target, weight] of Object.entries(wanted.weights ?? {})) {
    expect(result.weights[target], `${context}weight of ${target}`).toBe(weight);
  }
  const { failedAtMost, writesAtMost } = wanted;
  if (failedAtMost !== undefined) {
    expect(result.failed, `${context}failed requests`).toBeLessThanOrEqual(failedAtMost);
  }
  if (writesAtMost !== undefined) {
    expect(result.writes, `${context}writes`).toBeLessThanOrEqual(writesAtMost);
  }
}
