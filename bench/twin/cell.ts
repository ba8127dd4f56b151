/** One run of the twin: a fault, a configuration, a seed; the embedded gateway as a child process. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGatewayChild } from '../../src/demo/gateway-child.ts';
import { runScenario } from '../../src/demo/run-scenario.ts';
import { scenarioOf } from '../../src/demo/scenarios.ts';
import type { Result } from '../../src/demo/statistics.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { startWorld } from '../../src/demo/world.ts';
import { TWIN_TOPOLOGY, configOf } from './columns.ts';
import type { Column, TwinFault } from './recorded.ts';

export interface Cell {
  readonly fault: TwinFault;
  readonly column: Column;
  readonly seed: number;
}

/** As in the measurement. */
const RATE_PER_SECOND = 200;
const WARM_UP_MS = 10_000;
const FAULT_MS = 30_000;
const AFTER_MS = 25_000;
/** Of the unhealthy targets, in folklore's checks. */
const SLOWEST_PROBE_MS = 10_000;

interface CellOptions {
  readonly directory: string;
  readonly signal: AbortSignal;
}

export interface Run {
  readonly result: Result;
  /**
   * The machine was too busy for the figures to mean anything: this process, which holds clients and
   * targets, did not get to run for so long that queues filled, or requests failed in the warm-up.
   */
  readonly isDisturbed: boolean;
  readonly stallMs: number;
}

const LONGEST_STALL_MS = 150;
const MAX_WARM_UP_FAILURES = 5;

export async function runCell(cell: Cell, options: CellOptions): Promise<Run> {
  const delays = monitorEventLoopDelay();
  const result = await measure(cell, { ...options, onTraffic: () => delays.enable() });
  delays.disable();
  const stallMs = delays.max / 1e6; // In nanoseconds.
  const isDisturbed = stallMs > LONGEST_STALL_MS || result.warmUp.failed > MAX_WARM_UP_FAILURES;
  return { result, isDisturbed, stallMs };
}

async function measure(
  cell: Cell,
  { directory, signal, onTraffic }: CellOptions & { onTraffic: () => void },
): Promise<Result> {
  const { fault, column, seed } = cell;
  const topology = TWIN_TOPOLOGY;
  const world = await startWorld({ topology, seed, ratePerSecond: RATE_PER_SECOND });
  const config = join(directory, `${fault}.${column}.${seed}.json`);
  await writeFile(config, JSON.stringify(configOf(column, world.backends)));
  try {
    const gateway = await startGatewayChild({ name: column, config, topology, ports: null });
    try {
      // When the probes of folklore fall is chance, and decides when a region is back.
      await sleep(seededRandom(seed)() * SLOWEST_PROBE_MS, null, { signal });
      onTraffic();
      const { results } = await runScenario(
        [{ name: column, world, proxyUrl: gateway.proxyUrl, writes: () => Promise.resolve(0) }],
        {
          scenario: scenarioOf(fault),
          topology,
          seed,
          ratePerSecond: RATE_PER_SECOND,
          warmUpMs: WARM_UP_MS,
          faultMs: FAULT_MS,
          healForMs: AFTER_MS,
          untilBack: false,
          signal,
          onProgress: () => {},
        },
      );
      const result = results[column];
      if (result === undefined) throw new Error(`no result for ${column}`);
      return result;
    } finally {
      await gateway.child.stop();
    }
  } finally {
    await world.close();
  }
}
