/** `ballast drill run --shadow`: what the law would decide; nothing is written. */

import { placesOf } from '../../drill/scope.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import { shadowDrill } from '../../operations/drills-shadow.ts';
import { printJson, type CliContext } from '../context.ts';
import { withDrillDesk } from './desk.ts';

export async function shadow(
  context: CliContext,
  options: {
    readonly drill: Drill;
    readonly strategy: Strategy;
    readonly stateFile: string;
    readonly json: boolean;
  },
): Promise<void> {
  const { drill, strategy, stateFile, json } = options;
  const lost = Object.fromEntries(
    placesOf(drill, strategy).map(({ service, targets }) => [
      service.name,
      targets.map(({ target }) => target),
    ]),
  );
  const { durationMs } = drill;
  const result = await withDrillDesk({ strategy, stateFile }, (ports) =>
    shadowDrill({ strategy, lost, durationMs }, ports),
  );
  if (json) return printJson(context, { drill: drill.name, lost, ...result });
  const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`.padStart(6);
  context.print(
    [
      `imagined: ${Object.values(lost).flat().join(', ')} refuse connections. Nothing is written.`,
      result.decidedAfterMs === null
        ? 'Ballast would decide nothing: Kong’s own checks carry it.'
        : `Ballast would decide after ${seconds(result.decidedAfterMs).trim()}:`,
      ...result.events.map(({ afterMs, message }) => `${seconds(afterMs)}  ${message}`),
      result.writes.length === 0 ? 'No weight would change.' : 'Weights:',
      ...result.writes.map(
        ({ gateway, upstream, target, from, to }) =>
          `  ${gateway} ${upstream} ${target}: ${from} → ${to}`,
      ),
      '',
    ].join('\n'),
  );
}
