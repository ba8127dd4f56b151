/** What a forecast is made from. */

import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Assumptions } from './assumptions.ts';
import type { MeasuredFault } from './calibrate.ts';
import type { Design } from './phase-times.ts';

export interface ForecastInput {
  readonly strategy: Strategy;
  readonly service: ServiceStrategy;
  readonly design: Design;
  readonly assumptions: Assumptions;
  /** Mean requests per second of the service. */
  readonly rps: number;
  /** Instead of the computed phase times, where there is one. */
  readonly measured: readonly MeasuredFault[];
  /** Multiplies phases, for sensitivity. */
  readonly scale: { readonly detection: number; readonly action: number };
}
