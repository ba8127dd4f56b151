/** What a pool world is made of and what it tells (`pool-world.ts`). */

import type { DecideState } from '../../src/decide/state.ts';
import type { Histogram } from '../../src/lib/histogram.ts';
import type { ControlEvent, Weights } from '../../src/model/control.ts';
import type { ServiceStrategy } from '../../src/model/strategy.ts';

export interface PoolFault {
  readonly slowFactor?: number;
  readonly errorRatio?: number;
  /** A failing answer takes this part of the normal time; 0 by default. */
  readonly errorTimeRatio?: number;
}

export interface PoolOptions {
  readonly service: ServiceStrategy;
  readonly seed: number;
  readonly rps: number;
  /** Workers of each target of the first region, repeated. */
  readonly workers?: readonly number[];
  readonly meanMs?: number;
  readonly sigma?: number;
  readonly kongWorkers?: number;
  readonly background?: number;
  readonly hasUtilisation?: boolean;
  /** Weights stay as they are: Kong alone. */
  readonly isKongAlone?: boolean;
  /** From the tick to the effect of its write. */
  readonly actuationMs?: number;
  /** Logs arrive this much later. */
  readonly telemetryMs?: number;
  readonly timeoutMs?: number;
}

export interface PoolSecond {
  readonly second: number;
  readonly sent: number;
  readonly failed: number;
  readonly latency: Histogram;
  readonly served: readonly number[];
  readonly utilisation: readonly number[];
  readonly latencyOf: readonly Histogram[];
}

export interface PoolWorld {
  run(seconds: number): void;
  setFault(index: number, fault: PoolFault): void;
  setRate(rps: number): void;
  readonly seconds: readonly PoolSecond[];
  readonly events: readonly ControlEvent[];
  /** Changes of single targets' weights. */
  readonly writes: number;
  /** Ticks that changed any weight. */
  readonly batches: number;
  weights(): Weights;
  state(): DecideState;
}
