/** Pulling a lever: asked for, weighed, kept in the store, told in the audit log. */

import type { Override } from '../../model/override.ts';
import type { Actor } from '../actor.ts';
import type { LeverRequest } from '../contract.ts';
import { type OperationError, operationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { sayOperation } from '../speech.ts';
import { audited } from './audited.ts';
import { leverSaid } from './lever-words.ts';
import { nothingLeft } from './nothing-left.ts';
import { type PreparedLever, prepareLever } from './preview.ts';
import { type Refusal, shownRefusals } from './refusal.ts';
import { isSameLever } from './same-lever.ts';
import { changeOverrides, type OverrideChange } from './stored-overrides.ts';

export async function setLever(
  ports: LocalPorts,
  actor: Actor,
  request: LeverRequest,
): Promise<Override> {
  const { lever, services, forMs, force } = request;
  const what = leverSaid(lever, services);
  const deed = {
    action: 'override.set',
    needs: force ? ('admin' as const) : ('operator' as const),
    said: sayOperation('wanted-lever', { lever: what }),
    details: { lever, services, reason: request.reason, forMs, force },
  };
  const work = async () => {
    const prepared = await prepareLever(ports, request);
    const { refusals } = prepared;
    if (isHeldBack(refusals, force)) throw refused(request, refusals);
    const id = ports.newId();
    const override: Override = {
      ...prepared.draft,
      id,
      by: actor.name,
      isForced: refusals.length > 0,
    };
    const changes = await store(ports, prepared, override);
    const { by, reason, atMs, untilMs, isForced } = override;
    const sentence = sayOperation('did-lever', { by, lever: what, forMs: untilMs - atMs, reason });
    const codes = [...new Set(refusals.map(({ code }) => code))];
    return {
      result: override,
      said: isForced ? sayOperation('did-force', { sentence, codes }) : sentence,
      details: {
        changes,
        ...(isForced ? { forcedAgainst: shownRefusals(refusals) } : {}),
      },
    };
  };
  return audited(ports, actor, { deed, work });
}

/** Refused, unless it is forced and nothing of it is beyond force. */
export function isHeldBack(refusals: readonly Refusal[], force: boolean): boolean {
  return refusals.length > 0 && !(force && refusals.every(({ isAbsolute }) => isAbsolute !== true));
}

export function refused(
  { lever, services }: Pick<LeverRequest, 'lever' | 'services'>,
  refusals: readonly Refusal[],
): OperationError {
  const isAbsolute = refusals.some((one) => one.isAbsolute === true);
  const reasons = refusals.map(({ said }) => said);
  return operationError('refused', {
    message: sayOperation('refused-because', { lever: leverSaid(lever, services), reasons }),
    fix: sayOperation(isAbsolute ? 'fix-absolute' : 'fix-refused'),
    reasons,
    details: { reasons: shownRefusals(refusals) },
  });
}

/** Looked at again with what others have set meanwhile, in the same step that keeps it. */
async function store(
  ports: LocalPorts,
  { concerned, statuses }: PreparedLever,
  override: Override,
): Promise<readonly OverrideChange[]> {
  return changeOverrides(ports, (overrides) => {
    const same = overrides.filter((one) => one.origin === 'person' && isSameLever(one, override));
    const rivals = overrides.filter((one) => !same.includes(one));
    const standing = { overrides: rivals, statuses };
    const hard = concerned.flatMap((service) => nothingLeft(service, override.lever, standing));
    if (hard.length > 0) throw refused(override, hard);
    const replaced = same.map((one) => ({ before: one, after: null }));
    return [...replaced, { before: null, after: override }];
  });
}
