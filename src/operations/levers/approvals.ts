/** Moves that wait for a person's word, and the word. */

import { restoreState } from '../../controller/state.ts';
import {
  type Approval,
  approvalId,
  APPROVALS_LIMIT,
  APPROVALS_SETTING,
  readApprovals,
} from '../../model/approval.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Actor } from '../actor.ts';
import type { PendingApproval } from '../contract.ts';
import { operationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { sayOperation, type Speech, speechIn } from '../speech.ts';
import { audited } from './audited.ts';
import { checkReason } from './reason.ts';
import { unknownName } from './unknown-name.ts';

/** How far back the journal is looked through for when a move was asked for. */
const EVENT_LIMIT = 2_000;

export async function pendingApprovals(ports: LocalPorts): Promise<readonly PendingApproval[]> {
  const { strategy, store, language = 'en' } = ports;
  const speech = speechIn(language);
  const { decide } = restoreState(await store.loadState());
  const said = readApprovals(await store.readSetting(APPROVALS_SETTING));
  const events = await store.readEvents(EVENT_LIMIT);
  return strategy.services.flatMap((service) =>
    Object.entries(decide.upstreams[service.upstream]?.regions ?? {}).flatMap(([region, state]) => {
      const kinds = [
        ...(state.refused === 'approval' ? (['failover'] as const) : []),
        ...(state.evacuation?.waitingFor === 'approval' ? (['failback'] as const) : []),
      ];
      return kinds.flatMap((kind) => {
        const pending = pendingOf(service, { region, kind, events, speech });
        // A word that was said since is read at the next tick.
        const isSaid = said.some(({ id, atMs }) => id === pending.id && atMs >= pending.sinceMs);
        return isSaid ? [] : [pending];
      });
    }),
  );
}

export interface DecisionRequest {
  readonly id: string;
  readonly decision: Approval['decision'];
  readonly reason: string;
}

/** Also before it is asked for: an approval given ahead is good for a while. */
export async function decideApproval(
  ports: LocalPorts,
  actor: Actor,
  { id, decision, reason }: DecisionRequest,
): Promise<Approval> {
  const deed = {
    action: `approval.${decision}`,
    needs: 'operator' as const,
    said: sayOperation(`wanted-${decision}`, { id }),
    details: { id, decision, reason },
  };
  const work = async () => {
    checkReason(reason);
    checkId(ports.strategy, id);
    const atMs = ports.clock.nowMs();
    const approval = { id, decision, atMs, by: actor.name, reason: reason.trim() };
    await ports.store.updateSetting(APPROVALS_SETTING, (stored) =>
      [...readApprovals(stored), approval].slice(-APPROVALS_LIMIT),
    );
    const told = { by: actor.name, id, reason: approval.reason };
    return { result: approval, said: sayOperation(`did-${decision}`, told) };
  };
  return audited(ports, actor, { deed, work });
}

function pendingOf(
  { name, upstream }: ServiceStrategy,
  options: {
    readonly region: string;
    readonly kind: PendingApproval['kind'];
    readonly events: readonly ControlEvent[];
    readonly speech: Speech;
  },
): PendingApproval {
  const { region, kind, events, speech } = options;
  const id = approvalId({ upstream, region, kind });
  const asked = events.findLast(
    (event) => event.kind === 'awaiting-approval' && event.evidence['approval'] === id,
  );
  return {
    id,
    service: name,
    region,
    kind,
    sinceMs: asked?.atMs ?? 0,
    sentence:
      asked === undefined
        ? speech.tell('move-waits', { move: speech.kept({ key: `move-${kind}` }, kind), region })
        : speech.event(asked),
  };
}

function checkId({ services, regions }: Strategy, id: string): void {
  const known = services.flatMap(({ upstream }) =>
    regions.flatMap(({ name: region }) => [
      approvalId({ upstream, region, kind: 'failover' }),
      approvalId({ upstream, region, kind: 'failback' }),
    ]),
  );
  const problem = unknownName('move', id, known);
  if (problem === null) return;
  throw operationError('invalid', { message: problem, fix: sayOperation('fix-move-name') });
}
