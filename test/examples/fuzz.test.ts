/** A sample of the fuzzing; `node test/examples/fuzz.ts --runs 5000` does more of it. */

import { expect, test } from 'vitest';

import { fuzz } from './fuzz.ts';

const RUNS = 150;

test('whatever is in a file, it is read or refused with a place', () => {
  // Differs from run to run; the seed is in the message when it fails.
  const seed = Math.floor(Math.random() * 1_000_000);
  const { faults, refused } = fuzz({ runs: RUNS, seed });
  expect(faults, `seed ${seed}`).toEqual([]);
  expect(refused, `seed ${seed}: mutations must hurt`).toBeGreaterThan(RUNS / 4);
}, 120_000);
