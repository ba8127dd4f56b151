/** Pulling a lever: asked for, weighed, kept in the store, told in the audit log. */

import { formatDuration } from '../../lib/quantities.ts';
import type { Override } from '../../model/override.ts';
import type { Actor } from '../actor.ts';
import type { LeverRequest } from '../contract.ts';
import { OperationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { audited } from './audited.ts';
import { leverWords } from './lever-words.ts';
import { nothingLeft } from './nothing-left.ts';
import { type PreparedLever, prepareLever } from './preview.ts';
import type { Refusal } from './refusal.ts';
import { isSameLever } from './same-lever.ts';
import { changeOverrides, type OverrideChange } from './stored-overrides.ts';

export async function setLever(
  ports: LocalPorts,
  actor: Actor,
  request: LeverRequest,
): Promise<Override> {
  const { lever, services, forMs, force } = request;
  const words = leverWords(lever, services);
  const deed = {
    action: 'override.set',
    needs: force ? ('admin' as const) : ('operator' as const),
    message: `Wanted: ${words}.`,
    details: { lever, services, reason: request.reason, forMs, force },
  };
  const work = async () => {
    const prepared = await prepareLever(ports, request);
    const { refusals } = prepared.preview;
    if (isHeldBack(refusals, force)) throw refused(words, refusals);
    const id = ports.newId();
    const override: Override = {
      ...prepared.draft,
      id,
      by: actor.name,
      isForced: refusals.length > 0,
    };
    const changes = await store(ports, prepared, override);
    const lasts = `for ${formatDuration(override.untilMs - override.atMs)}`;
    const forced = override.isForced ? ` FORCED against ${codesOf(refusals)}.` : '';
    return {
      result: override,
      message: `${actor.name} set: ${words}, ${lasts}: ${override.reason}.${forced}`,
      details: {
        changes,
        ...(override.isForced ? { forcedAgainst: refusals } : {}),
      },
    };
  };
  return audited(ports, actor, { deed, work });
}

/** Refused, unless it is forced and nothing of it is beyond force. */
export function isHeldBack(refusals: readonly Refusal[], force: boolean): boolean {
  return refusals.length > 0 && !(force && refusals.every(({ isAbsolute }) => isAbsolute !== true));
}

export function refused(words: string, refusals: readonly Refusal[]): OperationError {
  const isAbsolute = refusals.some((one) => one.isAbsolute === true);
  return new OperationError(
    'refused',
    `Refused: ${words}. ${refusals.map(({ sentence }) => sentence).join(' ')}`,
    {
      fix: isAbsolute
        ? 'This holds whoever asks: something has to serve.'
        : 'Mend what is said and try again. An admin can do it nevertheless with --force.',
      details: { reasons: refusals },
    },
  );
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
    if (hard.length > 0) throw refused(leverWords(override.lever, override.services), hard);
    const replaced = same.map((one) => ({ before: one, after: null }));
    return [...replaced, { before: null, after: override }];
  });
}

function codesOf(refusals: readonly Refusal[]): string {
  return [...new Set(refusals.map(({ code }) => code))].join(', ');
}
