/** Hand-made streams of writes and ticks for the checkers of the simulator. */

import type { ControlEvent, EventKind, Weights } from '../../src/model/control.ts';
import type {
  CheckedTick,
  CheckedWrite,
  Checker,
  Finding,
  RunInput,
  RunResult,
} from '../../src/simulator/contract.ts';
import { emptyHistogram } from '../../src/lib/histogram.ts';
import { scenarioFixture } from './scenario-fixture.ts';
import { type FixtureOptions, strategyFixture } from './strategy-fixture.ts';

/** Stated by load: that tells the checkers that the world is calm. */
const SCENARIO = scenarioFixture({
  warmUpMs: 0,
  durationMs: 60_000,
  traffic: { level: { load: 0.6 }, shape: { kind: 'poisson' }, keys: 100 },
});

export function runInput(options: FixtureOptions = {}): RunInput {
  return {
    scenario: SCENARIO,
    strategy: strategyFixture(options),
    contestant: 'ballast',
    seed: 1,
  };
}

export function runResult(changes: Partial<RunResult> = {}): RunResult {
  return {
    scenario: 'test',
    contestant: 'ballast',
    seed: 1,
    sent: 10_000,
    failed: 0,
    shed: 0,
    badSeconds: 0,
    cleanAfterMs: null,
    p50Ms: 10,
    p99Ms: 30,
    p999Ms: 50,
    meanMs: 12,
    latency: emptyHistogram(),
    writes: 0,
    servedByRegion: {},
    servedByTarget: {},
    ejections: 0,
    regionMoves: 0,
    seconds: [],
    weights: [],
    decisions: [],
    findings: [],
    engine: { events: 0, tookMs: 0 },
    ...changes,
  };
}

export function event(atMs: number, kind: EventKind, changes: Partial<ControlEvent> = {}) {
  const whole: ControlEvent = {
    atMs,
    kind,
    upstream: 'product',
    region: null,
    target: null,
    message: 'Because of this.',
    evidence: { tries: 1 },
    ...changes,
  };
  return whole;
}

/** The upstream `product` at `kong-eu`, three targets in each of two regions. */
export class CheckedRun {
  weights: Weights = {
    'eu-west-1:80': 3300,
    'eu-west-2:80': 3300,
    'eu-west-3:80': 3300,
    'eu-north-1:80': 34,
    'eu-north-2:80': 33,
    'eu-north-3:80': 33,
  };
  able: ReadonlySet<string> = new Set(Object.keys(this.weights));
  readonly checker: Checker;

  constructor(checker: Checker) {
    this.checker = checker;
  }

  write(target: string, to: number, changes: Partial<CheckedWrite> = {}): this {
    const from = this.weights[target] ?? 0;
    this.weights = { ...this.weights, [target]: to };
    this.checker.onWrite?.({
      atMs: 1_000,
      gateway: 'kong-eu',
      upstream: 'product',
      target,
      from,
      to,
      weights: this.weights,
      able: this.able,
      writer: 'a',
      urgent: false,
      isTroubled: true,
      ...changes,
    });
    return this;
  }

  tick(atMs: number, changes: Partial<CheckedTick> = {}): this {
    this.checker.onTick?.({
      atMs,
      controller: 'a',
      events: [],
      isTelemetryLost: false,
      isTroubled: false,
      faults: [],
      able: this.able,
      ...changes,
    });
    return this;
  }

  end(result: Partial<RunResult> = {}): readonly Finding[] {
    this.checker.onEnd?.(runResult(result));
    return this.checker.findings();
  }
}
