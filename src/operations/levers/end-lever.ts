/** Ending overrides: one by its name, or all that keep a region out. What they held returns in steps. */

import type { Override } from '../../model/override.ts';
import { say } from '../../model/sentences.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Actor } from '../actor.ts';
import { type OperationError, operationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { operationEnglish, sayOperation } from '../speech.ts';
import { audited } from './audited.ts';
import { isKeptOutBy } from './kept-out.ts';
import { leverSaid } from './lever-words.ts';
import { checkReason } from './reason.ts';
import { changeOverrides, type OverrideChange } from './stored-overrides.ts';
import { unknownName } from './unknown-name.ts';

export async function endLever(
  ports: LocalPorts,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Override> {
  const deed = {
    action: 'override.end',
    needs: 'operator' as const,
    said: sayOperation('wanted-end', { id }),
    details: { id, reason },
  };
  const work = async () => {
    checkReason(reason);
    const changes = await changeOverrides(ports, (overrides) => [
      { before: byId(overrides, id), after: null },
    ]);
    const ended = changes[0]?.before ?? null;
    if (ended === null) throw noSuchOverride(id);
    const lever = leverSaid(ended.lever, ended.services);
    return {
      result: ended,
      said: sayOperation('did-end', { by: actor.name, lever, reason: reason.trim() }),
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
  const deed = {
    action: 'override.restore',
    needs: 'operator' as const,
    said:
      services === null
        ? sayOperation('wanted-restore', { region })
        : sayOperation('wanted-restore-for', { region, services }),
    details: { region, services, reason },
  };
  const work = async () => {
    checkReason(reason);
    checkNames(ports.strategy, request);
    const changes = await changeOverrides(ports, (overrides) =>
      overrides.flatMap((one) => withoutServices(one, { ...request, strategy: ports.strategy })),
    );
    const ended = changes.flatMap(({ before }) => before ?? []);
    if (ended.length === 0) throw notOut(request);
    const told = { by: actor.name, region, reason: reason.trim() };
    const said =
      services === null
        ? sayOperation('did-restore', told)
        : sayOperation('did-restore-for', { ...told, services });
    return { result: ended, said, details: { changes } };
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
  const message = sayOperation('no-such-override', { id });
  return operationError('not-found', { message, fix: sayOperation('fix-no-such-override') });
}

function notOut({ region, services }: RestoreRequest): OperationError {
  const message =
    services === null
      ? sayOperation('not-kept-out', { region })
      : sayOperation('not-kept-out-for', { region, services });
  return operationError('conflict', { message, fix: sayOperation('fix-not-kept-out') });
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
  throw operationError('invalid', {
    message: say('several-sentences', { sentences: problems }),
    fix: sayOperation('fix-names'),
    problems,
    details: { problems: problems.map(operationEnglish) },
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
