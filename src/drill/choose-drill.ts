/**
 * The text of a drill and what is chosen beside it → the drill that is held. A drill of the package
 * speaks of the first region and the first service of the strategy, unless told otherwise.
 */

import type { Drill, DrillFaultKind } from '../model/drill.ts';
import type { Strategy } from '../model/strategy.ts';
import { DRILL_DURATION_MS, type DrillChoice } from '../operations/drill-plan.ts';
import { unknownName } from '../operations/levers/unknown-name.ts';
import { operationError } from '../operations/operation-error.ts';
import { sayOperation } from '../operations/speech.ts';
import { type ParsedDrill, parseDrill } from './file/parse-drill.ts';

/** What the drills of the package are written with. */
const EXAMPLE = { region: 'eu-west', service: 'productAPI' } as const;

export interface DrillSource {
  /** Named in problems. */
  readonly file: string;
  readonly text: string;
  /** One of the package, written for a strategy that is not the user's. */
  readonly isExample: boolean;
}

/** What these hit is known to the user's system alone: no choice of Ballast's changes it. */
export const CALLING_FAULTS: readonly DrillFaultKind[] = ['command', 'webhook', 'toxiproxy'];

/** Throws an `OperationError` for a wrong choice; what is wrong with the text is in `problems`. */
export function chooseDrill(
  source: DrillSource,
  { strategy, choice }: { readonly strategy: Strategy; readonly choice: DrillChoice },
): ParsedDrill & { readonly text: string } {
  const text = source.isExample ? adapted(source.text, strategy, choice) : source.text;
  const { drill, problems } = parseDrill(text, { file: source.file, strategy });
  if (drill === null) return { drill, problems, text };
  if (!source.isExample) mustBeChoosable(drill, choice);
  return { drill: chosen(drill, strategy, choice), problems, text };
}

function adapted(text: string, { regions, services }: Strategy, { region }: DrillChoice): string {
  const [first] = regions;
  const [service] = services;
  return text
    .replaceAll(`region: ${EXAMPLE.region}`, `region: ${region ?? first?.name ?? EXAMPLE.region}`)
    .replaceAll(`[${EXAMPLE.service}]`, `[${service?.name ?? EXAMPLE.service}]`);
}

function mustBeChoosable({ name, fault }: Drill, { region, services }: DrillChoice): void {
  if (!CALLING_FAULTS.includes(fault.kind)) return;
  if (region === undefined && services === undefined) return;
  throw operationError('invalid', {
    message: sayOperation('drill-chosen-in-vain', { name, kind: fault.kind }),
    fix: sayOperation('fix-drill-chosen-in-vain'),
  });
}

function chosen(drill: Drill, strategy: Strategy, choice: DrillChoice): Drill {
  const { region = null, services = [], durationMs = drill.durationMs } = choice;
  const regions = region === null ? [] : [region];
  known('region', regions, strategy.regions);
  known('service', services, strategy.services);
  const { min, max } = DRILL_DURATION_MS;
  if (!(durationMs >= min && durationMs <= max)) {
    throw operationError('invalid', {
      message: sayOperation('drill-duration', { durationMs }),
      fix: sayOperation('fix-drill-duration', { minMs: min, maxMs: max }),
    });
  }
  return {
    ...drill,
    durationMs,
    scope: {
      ...drill.scope,
      region: region ?? drill.scope.region,
      services: services.length === 0 ? drill.scope.services : services,
    },
  };
}

function known(
  what: 'region' | 'service',
  given: readonly string[],
  all: readonly { readonly name: string }[],
): void {
  const words = all.map(({ name }) => name);
  for (const word of given) {
    const message = unknownName(what, word, words);
    if (message === null) continue;
    throw operationError('invalid', {
      message,
      fix: sayOperation('fix-one-of', { names: words.slice(0, MAX_LISTED) }),
    });
  }
}

/** More names help nobody. */
const MAX_LISTED = 20;
