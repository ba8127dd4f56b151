/**
 * Whether a lever is asked for in words that make sense here: names that the strategy knows, times
 * and shares within their bounds, a reason. All mistakes are said at once, each with "did you mean".
 */

import type { Said } from '../../lib/said.ts';
import { say } from '../../model/sentences.ts';
import { type Lever, OVERRIDE_MAX_MS } from '../../model/override.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { LeverRequest } from '../contract.ts';
import { operationError } from '../operation-error.ts';
import { operationEnglish, sayOperation } from '../speech.ts';
import { REASON_FIX, reasonProblems } from './reason.ts';
import { unknownName } from './unknown-name.ts';

const MIN_FOR_MS = 1_000;
/** Longer than a working day is no planned move any more. */
const MAX_OVER_MS = 86_400_000;
/** Shares are typed by people: 33 % + 33 % + 33 % is not 1, 33.3 % thrice is. */
const SHARE_TOLERANCE = 0.005;

const NAMES_FIX = sayOperation('fix-names');
const TIME_FIX = sayOperation('fix-time');
const OVER_FIX = sayOperation('fix-over');
const SHARES_FIX = sayOperation('fix-shares');

/** What is wrong, and the way on from just that. */
interface Problem {
  readonly said: Said;
  readonly fix: Said;
}

/** @returns the services that the lever would touch; throws `invalid` with all problems. */
export function checkRequest(
  strategy: Pick<Strategy, 'regions' | 'services'>,
  request: LeverRequest,
): readonly ServiceStrategy[] {
  const problems = [
    ...withFix(REASON_FIX, reasonProblems(request.reason)),
    ...timeProblems(request),
    ...withFix(NAMES_FIX, serviceProblems(strategy, request.services)),
  ];
  const inScope = strategy.services.filter(
    ({ name }) => request.services === null || request.services.includes(name),
  );
  problems.push(...leverProblems(request.lever, { strategy, inScope }));
  const concerned = inScope.filter((service) => isConcerned(service, request.lever));
  if (problems.length === 0 && concerned.length === 0) {
    problems.push({ said: sayOperation('none-touched'), fix: NAMES_FIX });
  }
  if (problems.length === 0) return concerned;
  const said = problems.map((problem) => problem.said);
  const fixes = [...new Set(problems.map(({ fix }) => fix))];
  throw operationError('invalid', {
    message: say('several-sentences', { sentences: said }),
    fix: say('several-sentences', { sentences: fixes }),
    problems: said,
    details: { problems: said.map(operationEnglish) },
  });
}

function withFix(fix: Said, problems: readonly Said[]): readonly Problem[] {
  return problems.map((said) => ({ said, fix }));
}

function timeProblems({ lever, forMs }: LeverRequest): readonly Problem[] {
  const problems: Problem[] = [];
  if (!Number.isFinite(forMs) || forMs < MIN_FOR_MS || forMs > OVERRIDE_MAX_MS) {
    const said = sayOperation('time-out-of-range', { maxHours: OVERRIDE_MAX_MS / 3_600_000 });
    problems.push({ said, fix: TIME_FIX });
  }
  if (lever.kind === 'evacuate') {
    const { overMs } = lever;
    if (!Number.isFinite(overMs) || overMs < 0 || overMs > MAX_OVER_MS) {
      const said = sayOperation('move-too-long', { maxMs: MAX_OVER_MS });
      problems.push({ said, fix: OVER_FIX });
    } else if (overMs > 0 && overMs >= forMs) {
      problems.push({ said: sayOperation('ends-before-moved'), fix: OVER_FIX });
    }
  }
  return problems;
}

function serviceProblems(
  { services: known }: Pick<Strategy, 'services'>,
  services: LeverRequest['services'],
): readonly Said[] {
  if (services === null) return [];
  if (services.length === 0) return [sayOperation('no-service-named')];
  const names = known.map(({ name }) => name);
  return services.flatMap((name) => unknownName('service', name, names) ?? []);
}

interface Place {
  readonly strategy: Pick<Strategy, 'regions'>;
  readonly inScope: readonly ServiceStrategy[];
}

function leverProblems(lever: Lever, place: Place): readonly Problem[] {
  switch (lever.kind) {
    case 'evacuate':
      return withFix(NAMES_FIX, regionProblems([lever.region], place));
    case 'drain':
      return withFix(NAMES_FIX, targetProblems([lever.target], place.inScope));
    case 'pin':
      return pinProblems(lever, place);
    case 'freeze':
      return [];
    default:
      return lever satisfies never;
  }
}

function regionProblems(
  regions: readonly string[],
  { strategy }: Pick<Place, 'strategy'>,
): readonly Said[] {
  const known = strategy.regions.map(({ name }) => name);
  return regions.flatMap((name) => unknownName('region', name, known) ?? []);
}

function targetProblems(
  targets: readonly string[],
  inScope: readonly ServiceStrategy[],
): readonly Said[] {
  const known = inScope.flatMap((service) => service.targets.map(({ target }) => target));
  return targets.flatMap((name) => unknownName('target', name, known) ?? []);
}

function pinProblems(lever: Lever & { kind: 'pin' }, place: Place): readonly Problem[] {
  const shares = Object.entries(lever.regionShares ?? {});
  const factors = Object.entries(lever.targetFactors ?? {});
  if (shares.length + factors.length === 0)
    return withFix(SHARES_FIX, [sayOperation('no-share-said')]);
  const isRatio = (value: number) => Number.isFinite(value) && value >= 0 && value <= 1;
  const problems = [...shares, ...factors].flatMap(([name, value]) =>
    isRatio(value) ? [] : [sayOperation('share-out-of-range', { name })],
  );
  const regions = shares.map(([name]) => name);
  const targets = factors.map(([name]) => name);
  const names = [...regionProblems(regions, place), ...targetProblems(targets, place.inScope)];
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (shares.length > 0 && Math.abs(sum - 1) > SHARE_TOLERANCE) {
    const percent = Number((100 * sum).toFixed(2));
    problems.push(sayOperation('shares-not-whole', { percent }));
  }
  for (const { name, targets: own } of place.inScope) {
    const absent = shares.filter(
      ([region, share]) => share > 0 && !own.some((target) => target.region === region),
    );
    names.push(
      ...absent.map(([region]) => sayOperation('no-targets-there', { service: name, region })),
    );
  }
  return [...withFix(SHARES_FIX, problems), ...withFix(NAMES_FIX, names)];
}

function isConcerned({ targets }: ServiceStrategy, lever: Lever): boolean {
  switch (lever.kind) {
    case 'evacuate':
      return targets.some(({ region }) => region === lever.region);
    case 'drain':
      return targets.some(({ target }) => target === lever.target);
    case 'pin': {
      const { regionShares = {}, targetFactors = {} } = lever;
      return targets.some(
        ({ region, target }) => region in regionShares || target in targetFactors,
      );
    }
    case 'freeze':
      return true;
    default:
      return lever satisfies never;
  }
}
