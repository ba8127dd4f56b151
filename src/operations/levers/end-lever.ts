/** Ending overrides: one by its name, or all that keep a region out. What they held returns in steps. */

import type { Override } from '../../model/override.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Actor } from '../actor.ts';
import { OperationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { audited } from './audited.ts';
import { unknownName } from './check-request.ts';
import { isKeptOutBy } from './kept-out.ts';
import { leverWords } from './lever-words.ts';
import { checkReason } from './reason.ts';
import { changeOverrides, type OverrideChange } from './stored-overrides.ts';

export async function endLever(
  ports: LocalPorts,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Override> {
  const deed = {
    action: 'override.end',
    needs: 'operator' as const,
    message: `Wanted: end the override ${id}.`,
    details: { id, reason },
  };
  const work = async () => {
    checkReason(reason);
    const changes = await changeOverrides(ports, (overrides) => [
      { before: byId(overrides, id), after: null },
    ]);
    const ended = changes[0]?.before ?? null;
    if (ended === null) throw noSuchOverride(id);
    const words = leverWords(ended.lever, ended.services);
    return {
      result: ended,
      message: `${actor.name} ended: ${words}: ${reason.trim()}.`,
      details: { changes },
    };
  };
  return audited(ports, actor, { deed, work });
}

export interface RestoreRequest {
  readonly region: string;
  readonly services: readonly string[] | null;
  readonly reason: string;
}

/** Resolves to the overrides that ended, or no longer hold for these services. */
export async function restoreRegion(
  ports: LocalPorts,
  actor: Actor,
  request: RestoreRequest,
): Promise<readonly Override[]> {
  const { region, services, reason } = request;
  const scope = services === null ? '' : ` for ${services.join(', ')}`;
  const deed = {
    action: 'override.restore',
    needs: 'operator' as const,
    message: `Wanted: restore ${region}${scope}.`,
    details: { region, services, reason },
  };
  const work = async () => {
    checkReason(reason);
    checkNames(ports.strategy, request);
    const changes = await changeOverrides(ports, (overrides) =>
      overrides.flatMap((one) => withoutServices(one, { ...request, strategy: ports.strategy })),
    );
    const ended = changes.flatMap(({ before }) => before ?? []);
    if (ended.length === 0) throw notOut(region, scope);
    const message = `${actor.name} restored ${region}${scope}: ${reason.trim()}.`;
    return { result: ended, message, details: { changes } };
  };
  return audited(ports, actor, { deed, work });
}

/** Any unambiguous beginning of at least this length will do: the ids are long. */
const MIN_PREFIX = 4;

function byId(overrides: readonly Override[], id: string): Override {
  const exact = overrides.find((one) => one.id === id);
  if (exact !== undefined) return exact;
  const begun = id.length < MIN_PREFIX ? [] : overrides.filter((one) => one.id.startsWith(id));
  const [only, ...more] = begun;
  if (only === undefined || more.length > 0) throw noSuchOverride(id);
  return only;
}

function noSuchOverride(id: string): OperationError {
  return new OperationError('not-found', `No override ${id} is in force; it may have ended.`, {
    fix: 'See `ballast overrides` for those that are.',
  });
}

function notOut(region: string, scope: string): OperationError {
  return new OperationError('conflict', `No override keeps ${region} out${scope}.`, {
    fix:
      'If Ballast has evacuated it itself, it returns by itself: `ballast explain` says what it ' +
      'waits for. To write the baseline at once: ballast restore --baseline.',
  });
}

function checkNames({ regions, services }: Strategy, request: RestoreRequest): void {
  const names = services.map(({ name }) => name);
  const problems = [
    unknownName(
      'region',
      request.region,
      regions.map(({ name }) => name),
    ),
    ...(request.services ?? []).map((name) => unknownName('service', name, names)),
  ].filter((problem) => problem !== null);
  if (problems.length === 0) return;
  throw new OperationError('invalid', problems.join(' '), {
    fix: 'Names are those of the strategy; `ballast status` shows them.',
    details: { problems },
  });
}

/** What becomes of an override that keeps the region out, when it no longer shall for some services. */
function withoutServices(
  one: Override,
  { region, services, strategy }: RestoreRequest & { readonly strategy: Strategy },
): readonly OverrideChange[] {
  if (!isKeptOutBy(one, region)) return [];
  const held = one.services ?? strategy.services.map(({ name }) => name);
  const left = services === null ? [] : held.filter((name) => !services.includes(name));
  if (left.length === held.length) return [];
  return [{ before: one, after: left.length === 0 ? null : { ...one, services: left } }];
}
