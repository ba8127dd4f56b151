/**
 * Whether a lever is asked for in words that make sense here: names that the strategy knows, times
 * and shares within their bounds, a reason. All mistakes are said at once, each with "did you mean".
 */

import { nearest } from '../../lib/nearest.ts';
import { formatDuration } from '../../lib/quantities.ts';
import { type Lever, OVERRIDE_MAX_MS } from '../../model/override.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { LeverRequest } from '../contract.ts';
import { OperationError } from '../operation-error.ts';
import { REASON_FIX, reasonProblems } from './reason.ts';

const MIN_FOR_MS = 1_000;
/** Longer than a working day is no planned move any more. */
const MAX_OVER_MS = 86_400_000;
/** Shares are typed by people: 33 % + 33 % + 33 % is not 1, 33.3 % thrice is. */
const SHARE_TOLERANCE = 0.005;

const NAMES_FIX = 'Names are those of the strategy; `ballast status` shows them.';
const TIME_FIX = 'Times are such as --for 2h.';
const OVER_FIX = 'Times are such as --for 2h --over 10m.';
const SHARES_FIX = 'Shares are 0 % to 100 %, those of the regions 100 % together.';

/** What is wrong, and the way on from just that. */
interface Problem {
  readonly text: string;
  readonly fix: string;
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
    problems.push({ text: 'None of these services is touched by it.', fix: NAMES_FIX });
  }
  if (problems.length === 0) return concerned;
  const texts = problems.map(({ text }) => text);
  throw new OperationError('invalid', texts.join(' '), {
    fix: [...new Set(problems.map(({ fix }) => fix))].join(' '),
    details: { problems: texts },
  });
}

function withFix(fix: string, texts: readonly string[]): readonly Problem[] {
  return texts.map((text) => ({ text, fix }));
}

/** A problem with a name, and the name that was probably meant; `null` when it is known. */
export function unknownName(what: string, name: string, known: readonly string[]): string | null {
  if (known.includes(name)) return null;
  const meant = nearest(name, known);
  const some = known.length > 8 ? `${known.slice(0, 8).join(', ')}, …` : known.join(', ');
  return meant === null
    ? `There is no ${what} ${name}; there is ${some}.`
    : `There is no ${what} ${name}; did you mean ${meant}?`;
}

function timeProblems({ lever, forMs }: LeverRequest): readonly Problem[] {
  const problems: Problem[] = [];
  if (!Number.isFinite(forMs) || forMs < MIN_FOR_MS || forMs > OVERRIDE_MAX_MS) {
    const text = `It must last 1s to ${OVERRIDE_MAX_MS / 3_600_000}h.`;
    problems.push({ text, fix: TIME_FIX });
  }
  if (lever.kind === 'evacuate') {
    const { overMs } = lever;
    if (!Number.isFinite(overMs) || overMs < 0 || overMs > MAX_OVER_MS) {
      const text = `The move may take at most ${formatDuration(MAX_OVER_MS)}.`;
      problems.push({ text, fix: OVER_FIX });
    } else if (overMs > 0 && overMs >= forMs) {
      const text = 'It would end before the move is over: let it last longer, or move faster.';
      problems.push({ text, fix: OVER_FIX });
    }
  }
  return problems;
}

function serviceProblems(
  { services: known }: Pick<Strategy, 'services'>,
  services: LeverRequest['services'],
): readonly string[] {
  if (services === null) return [];
  if (services.length === 0) return ['Name a service, or none for all of them.'];
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
): readonly string[] {
  const known = strategy.regions.map(({ name }) => name);
  return regions.flatMap((name) => unknownName('region', name, known) ?? []);
}

function targetProblems(
  targets: readonly string[],
  inScope: readonly ServiceStrategy[],
): readonly string[] {
  const known = inScope.flatMap((service) => service.targets.map(({ target }) => target));
  return targets.flatMap((name) => unknownName('target', name, known) ?? []);
}

function pinProblems(lever: Lever & { kind: 'pin' }, place: Place): readonly Problem[] {
  const shares = Object.entries(lever.regionShares ?? {});
  const factors = Object.entries(lever.targetFactors ?? {});
  if (shares.length + factors.length === 0)
    return withFix(SHARES_FIX, ['Say which share goes where.']);
  const isRatio = (value: number) => Number.isFinite(value) && value >= 0 && value <= 1;
  const problems = [...shares, ...factors].flatMap(([name, value]) =>
    isRatio(value) ? [] : [`The share of ${name} must be 0 % to 100 %.`],
  );
  const regions = shares.map(([name]) => name);
  const targets = factors.map(([name]) => name);
  const names = [...regionProblems(regions, place), ...targetProblems(targets, place.inScope)];
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (shares.length > 0 && Math.abs(sum - 1) > SHARE_TOLERANCE) {
    const percent = Number((100 * sum).toFixed(2));
    problems.push(`The shares of the regions add up to ${percent} %, not to 100 %.`);
  }
  for (const { name, targets: own } of place.inScope) {
    const absent = shares.filter(
      ([region, share]) => share > 0 && !own.some((target) => target.region === region),
    );
    names.push(...absent.map(([region]) => `${name} has no targets in ${region}.`));
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
