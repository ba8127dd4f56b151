/**
 * Every code a problem of a strategy, a scenario or a drill can have. A code keeps its meaning for ever: it may be
 * retired, never reused. `docs/errors.md` is made from this table.
 */

import type { CodeEntry } from './codes/entry.ts';
import { DRILL_CODES } from './codes/drills.ts';
import { FILE_CODES } from './codes/file.ts';
import { FORMAT_CODES } from './codes/formats.ts';
import { KONG_CODES } from './codes/kong.ts';
import { OBJECTIVE_CODES } from './codes/objectives.ts';
import { REFERENCE_CODES } from './codes/references.ts';
import { SCENARIO_CODES } from './codes/scenarios.ts';
import { SHAPE_CODES } from './codes/shape.ts';
import { TIME_CODES } from './codes/times.ts';
import { SECURITY_CODES } from './codes/security.ts';

export const CATALOGUE = {
  ...FILE_CODES,
  ...SHAPE_CODES,
  ...FORMAT_CODES,
  ...REFERENCE_CODES,
  ...TIME_CODES,
  ...OBJECTIVE_CODES,
  ...KONG_CODES,
  ...SECURITY_CODES,
  ...SCENARIO_CODES,
  ...DRILL_CODES,
} as const satisfies Record<`BLS1${number}`, CodeEntry>;

export type ProblemCode = keyof typeof CATALOGUE;
