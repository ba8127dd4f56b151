/** The figures of a scenario as a table for people. Pure. */

import { scenarioOf } from './scenarios.ts';
import type { ScenarioReport } from './run-demo.ts';
import type { Result } from './statistics.ts';

const LABEL_WIDTH = 30;
const COLUMN_WIDTH = 14;

const ROWS: readonly (readonly [label: string, cellOf: (result: Result) => string])[] = [
  ['requests sent', ({ sent }) => String(sent)],
  ['lost', ({ failed }) => String(failed)],
  ['lost while it lasted', ({ failedPercent }) => `${failedPercent.toFixed(2)} %`],
  ['bad seconds', ({ badSeconds }) => String(badSeconds)],
  ['clean after', ({ cleanAfterMs }) => seconds(cleanAfterMs)],
  ['traffic back after the heal', ({ backAfterMs }) => seconds(backAfterMs)],
  ['p50 while it lasted', ({ p50Ms }) => ms(p50Ms)],
  ['p99 while it lasted', ({ p99Ms }) => ms(p99Ms)],
  ['p99 before', ({ warmUp }) => ms(warmUp.p99Ms)],
  ['weights written', ({ writes }) => String(writes)],
];

export function renderReport(report: ScenarioReport): string {
  const { scenario, seed, rate, faultMs, healMs, baseline } = report;
  const contestants = Object.entries(report.contestants);
  const line = (label: string, cells: readonly string[]) =>
    label.padEnd(LABEL_WIDTH) + cells.map((cell) => cell.padStart(COLUMN_WIDTH)).join('');
  return [
    `${scenarioOf(scenario).title}: ${faultMs / 1_000} s, watched for ${healMs / 1_000} s after.`,
    `${rate} requests/s to each contestant, seed ${seed}.`,
    ...(baseline.warning === null ? [] : [`The baseline was not clean. ${baseline.warning}`]),
    '',
    line(
      '',
      contestants.map(([name]) => name),
    ),
    ...ROWS.map(([label, cellOf]) =>
      line(
        label,
        contestants.map(([, result]) => cellOf(result)),
      ),
    ),
    '',
  ].join('\n');
}

function seconds(durationMs: number | null): string {
  return durationMs === null ? 'never' : `${durationMs / 1_000} s`;
}

function ms(valueMs: number | null): string {
  return valueMs === null ? '–' : `${Math.round(valueMs)} ms`;
}
