/** Runs the calibration of one service: every kind of fault, both designs, some seeds. */

import { regionOrder } from '../../model/region-shares.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { simulate } from '../run/simulate.ts';
import type { Assumptions } from './assumptions.ts';
import {
  calibrationScenario,
  CONTESTANTS,
  movedTimeOf,
  type CalibrationFault,
  type MeasuredFault,
} from './calibrate.ts';
import { DESIGNS, FAULT_KINDS, type Design } from './phase-times.ts';
import { failingRatioOf } from './sources.ts';

export interface MeasureOptions {
  readonly strategy: Strategy;
  readonly service: ServiceStrategy;
  readonly assumptions: Assumptions;
  readonly rps: number;
  readonly seeds: readonly number[];
  readonly signal: AbortSignal;
  readonly onProgress?: (doneRatio: number) => void;
}

export async function measureFaults(options: MeasureOptions): Promise<readonly MeasuredFault[]> {
  const cells = cellsOf(options);
  const measured: MeasuredFault[] = [];
  for (const [index, cell] of cells.entries()) {
    measured.push(await measureCell(options, cell));
    options.onProgress?.((index + 1) / cells.length);
  }
  return measured;
}

interface Cell {
  readonly design: Design;
  readonly fault: CalibrationFault;
}

/** Kong alone never moves for a partial fault: there is no time to measure. */
function cellsOf({ assumptions, service, rps }: MeasureOptions): Cell[] {
  return DESIGNS.flatMap((design) =>
    (['region', 'target'] as const).flatMap((scope) =>
      FAULT_KINDS.filter((kind) => kind !== 'partial' || design === 'ballast').map((kind) => {
        const failingRatio = failingRatioOf({ assumptions, service }, { kind, scope });
        return { design, fault: { scope, kind, failingRatio, rps } };
      }),
    ),
  );
}

async function measureCell(
  { strategy, service, seeds, signal }: MeasureOptions,
  { design, fault }: Cell,
): Promise<MeasuredFault> {
  const scenario = calibrationScenario(fault);
  const alone = { ...strategy, mode: 'act' as const, services: [service] };
  const results = [];
  for (const seed of seeds) {
    const input = { scenario, strategy: alone, contestant: CONTESTANTS[design], seed };
    results.push(await simulate(input, { signal }));
  }
  const [primary = ''] = regionOrder(service, strategy.gateways[0]?.region ?? '');
  const targets = service.targets.filter(({ region }) => region === primary).length;
  const { scope, kind, failingRatio } = fault;
  return {
    design,
    scope,
    kind,
    moved: movedTimeOf(results, { scope, failingRatio, primary, targets }),
  };
}
