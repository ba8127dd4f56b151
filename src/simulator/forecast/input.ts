/** What a forecast is made from. */

import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Assumptions } from './assumptions.ts';
import type { Design } from './phase-times.ts';

export interface ForecastInput {
  readonly strategy: Strategy;
  readonly service: ServiceStrategy;
  readonly design: Design;
  readonly assumptions: Assumptions;
  /** Mean requests per second of the service. */
  readonly rps: number;
  /** Multiplies phases, for calibration and sensitivity. */
  readonly scale: { readonly detection: number; readonly action: number };
}
