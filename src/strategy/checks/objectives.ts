/** Objectives that can be kept and mean something. */

import { formatRatio, parseRatio } from '../../lib/quantities.ts';
import { durationMs } from '../build/values.ts';
import { parseQuantile } from '../formats/names.ts';
import type { StrategyInput } from '../input/strategy.ts';
import type { Finding, Path } from '../problem.ts';
import type { Check, CheckContext } from './check.ts';

interface Written {
  readonly objective: NonNullable<StrategyInput['objective']>;
  readonly path: Path;
}

function writtenObjectives({ input }: CheckContext): Written[] {
  const common = input.objective;
  const own = Object.entries(input.services).flatMap(([name, { objective }]) =>
    objective === undefined ? [] : [{ objective, path: ['services', name, 'objective'] }],
  );
  return [...(common === undefined ? [] : [{ objective: common, path: ['objective'] }]), ...own];
}

export const availability: Check = (context) =>
  writtenObjectives(context).flatMap(({ objective, path }): Finding[] => {
    const text = objective.availability;
    const ratio = parseRatio(text ?? '');
    if (ratio === null || (ratio >= 0.5 && ratio < 1)) return [];
    const message =
      ratio >= 1
        ? `an availability of ${text} leaves no error budget and is never kept`
        : `an availability of ${text} lets most requests fail`;
    const fix = 'write what the users need, such as 99.9% or 99.99%';
    const inDutch = {
      message:
        ratio >= 1
          ? `een beschikbaarheid van ${text} laat geen foutbudget over en wordt nooit gehaald`
          : `een beschikbaarheid van ${text} laat de meeste requests mislukken`,
      fix: 'schrijf wat de gebruikers nodig hebben, zoals 99.9% of 99.99%',
    };
    return [{ code: 'BLS1501', path: [...path, 'availability'], message, fix, inDutch }];
  });

export const latencyOrder: Check = (context) =>
  writtenObjectives(context).flatMap(({ objective, path }) => {
    const limits = Object.entries(objective.latency ?? {})
      .map(([name, text]) => ({
        name,
        text,
        quantile: parseQuantile(name) ?? 1,
        limitMs: durationMs(text),
      }))
      .toSorted((a, b) => a.quantile - b.quantile);
    return limits.flatMap(({ name, text, limitMs }, index): Finding[] => {
      const lower = limits[index - 1];
      if (lower === undefined || limitMs >= lower.limitMs) return [];
      const message = `${name} of ${text} is below ${lower.name} of ${lower.text}, which cannot be`;
      const fix = `write at least ${lower.text}, or lower ${lower.name}`;
      const inDutch = {
        message: `${name} van ${text} ligt onder ${lower.name} van ${lower.text}, en dat kan niet`,
        fix: `schrijf minstens ${lower.text}, of verlaag ${lower.name}`,
      };
      return [{ code: 'BLS1510', path: [...path, 'latency', name], message, fix, inDutch }];
    });
  });

/** Above this the loss of the one region with gateways costs more than the budget. */
const ONE_REGION_RATIO = 0.999;

export const gatewaysInOneRegion: Check = ({ strategy }) => {
  const regions = new Set(strategy.gateways.map((gateway) => gateway.region));
  const [region] = regions;
  const strictest = strategy.services.toSorted(
    (a, b) => b.objective.availabilityRatio - a.objective.availabilityRatio,
  )[0];
  if (regions.size !== 1 || strictest === undefined) return [];
  const { availabilityRatio } = strictest.objective;
  if (availabilityRatio <= ONE_REGION_RATIO || availabilityRatio >= 1) return [];
  return [
    {
      code: 'BLS1502',
      path: ['gateways'],
      at: 'key',
      message: `every gateway is in ${region}, but ${strictest.name} wants ${formatRatio(availabilityRatio)}: with that region Kong itself is lost`,
      fix: 'run a Kong in a second region and add it here',
      inDutch: {
        message: `alle gateways staan in ${region}, maar ${strictest.name} belooft ${formatRatio(availabilityRatio)}: met die regio valt Kong zelf uit`,
        fix: 'zet ook een Kong in een tweede regio en noem hem hier',
      },
      because: [['gateways'], ['objective'], ['services', strictest.name, 'objective']],
    },
  ];
};
