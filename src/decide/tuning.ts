/**
 * Every number of the control law that the strategy does not set. The tables beside this file give
 * each its unit, effect and source, and make docs/defaults.md; a new number is a new entry there.
 */

import { valuesOf } from '../lib/documented.ts';
import { CAPACITY } from './tuning/capacity.ts';
import { EJECTION } from './tuning/ejection.ts';
import { EVIDENCE } from './tuning/evidence.ts';
import { REGIONS } from './tuning/regions.ts';
import { TRIMS } from './tuning/trims.ts';

export const TUNING = {
  ...valuesOf(EVIDENCE),
  ...valuesOf(EJECTION),
  ...valuesOf(REGIONS),
  ...valuesOf(CAPACITY),
  ...valuesOf(TRIMS),
} as const;
