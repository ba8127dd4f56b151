/**
 * One run: a scenario, a contestant, a seed → what came of it. The same input gives the same result
 * on every machine (but for the time it took); contestants meet the same requests and faults.
 */

import { createVirtualTime, EPOCH_MS, type VirtualTime } from '../control/virtual-time.ts';
import { worldSpecOf } from '../contestants/world-spec.ts';
import type { Checker, RunInput, RunResult } from '../contract.ts';
import { scheduleFaults } from '../faults/schedule.ts';
import { createStage } from '../faults/stage.ts';
import { figuresOf } from '../measure/figures.ts';
import { createRecorder } from '../measure/recorder.ts';
import { createWorld } from '../world/create-world.ts';
import { createControlRoom } from '../control/control-room.ts';
import { createWitness } from './witness.ts';

export interface SimulateOptions {
  /** Made anew for each run. */
  readonly checkers?: readonly Checker[];
  /** Part (0–1) of the virtual time that is over; awaited, so that a caller can let others run. */
  readonly onProgress?: (doneRatio: number) => void | Promise<void>;
  /** Ends the run with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Ballast itself is wrong: a tick of the controller failed, not the simulated world. */
class SimulationError extends Error {
  override readonly name = 'SimulationError';
}

/** Virtual time between two reports of progress. */
const PROGRESS_MS = 1_000;

export async function simulate(input: RunInput, options: SimulateOptions = {}): Promise<RunResult> {
  const { scenario, contestant, seed } = input;
  const startedMs = performance.now();
  const { warmUpMs } = scenario;
  const endMs = warmUpMs + scenario.durationMs;
  const world = createWorld(worldSpecOf(input));
  const time = createVirtualTime(world);
  const errors: string[] = [];
  const checkers = options.checkers ?? [];
  const recorder = createRecorder({
    world,
    warmUpMs,
    endMs,
    onSecond: (point) => {
      for (const checker of checkers) checker.onSecond?.(point);
    },
  });
  const witness = createWitness({ world, warmUpMs, endMs, checkers });
  const room = createControlRoom({
    input,
    world,
    time,
    onWrite: witness.onWrite,
    onEffect: (_gateway, upstream, weights) => recorder.recordWeights(upstream, weights),
    onTick: witness.onTick,
    onCommit: witness.onCommit,
    onError: (error) => errors.push(error),
  });
  for (const { settings, targets } of world.spec.gateways[0]?.upstreams ?? []) {
    const weights = Object.fromEntries(targets.map(({ target, weight }) => [target, weight]));
    recorder.recordWeights(settings.name, weights);
  }
  const stage = createStage({ world, strategy: input.strategy, room, servers: scenario.servers });
  const { faults } = scenario;
  const schedule = scheduleFaults({ stage, faults, warmUpMs, time });
  witness.watch(room, schedule);
  // Ticks fall anywhere within the second.
  if (contestant === 'ballast') time.answer((seed * 379) % 1_000, () => room.startController());
  // A request of the last second is settled when its client's patience is over.
  await run(time, { untilMs: endMs + 1_000 + scenario.client.deadlineMs, errors, options });

  const decisions = witness.events();
  const firstFaultMs = faults.length === 0 ? null : Math.min(...faults.map(({ atMs }) => atMs));
  const result = {
    scenario: scenario.name,
    contestant,
    seed,
    ...figuresOf({ recorder, decisions, firstFaultMs }),
    writes: witness.writes(),
    weights: recorder.weights,
    decisions,
    engine: { events: world.events, tookMs: performance.now() - startedMs },
  };
  for (const checker of checkers) checker.onEnd?.(result);
  const findings = checkers
    .flatMap((checker) => checker.findings())
    .map((finding) => ({ ...finding, atMs: finding.atMs - EPOCH_MS - warmUpMs }));
  return { ...result, findings };
}

async function run(
  time: VirtualTime,
  context: {
    readonly untilMs: number;
    readonly errors: readonly string[];
    readonly options: SimulateOptions;
  },
): Promise<void> {
  const { untilMs, errors, options } = context;
  const { engine } = time;
  for (let nextMs = PROGRESS_MS; engine.nowMs < untilMs; nextMs += PROGRESS_MS) {
    const stopMs = Math.min(nextMs, untilMs);
    while (engine.run(stopMs) === 'interrupted') {
      await time.settle();
      const [error] = errors;
      if (error !== undefined) {
        throw new SimulationError(`at ${Math.round(engine.nowMs)} ms: ${error}`);
      }
    }
    options.signal?.throwIfAborted();
    await options.onProgress?.(stopMs / untilMs);
  }
}
