/** Plays every story beside this file with the production controller in virtual time. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { narrate, problemsOf } from './check-phase.ts';
import { playScenario, type Scenario } from './scenario.ts';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

test.each(files)('%s', async (file) => {
  const scenario = parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
  const problems: string[] = [];
  for (let seed = 1; seed <= (scenario.seeds ?? 3); seed += 1) {
    const results = await playScenario(scenario, seed);
    for (const [index, result] of results.entries()) {
      const phase = scenario.phases[index];
      const found = problemsOf(phase?.expect ?? {}, result);
      const where = `${scenario.name}, seed ${seed}, ${phase?.note ?? `phase ${index + 1}`}`;
      problems.push(...found.map((problem) => `${where}: ${problem}\n${narrate(result)}`));
    }
  }
  expect(problems).toEqual([]);
});
