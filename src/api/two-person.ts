/**
 * The two-person rule: operations in which what moves a region waits for a second person, a drill
 * that takes one away too. What a single person may always do is to keep things as they are or to take
 * back what was just done: freeze, reject, disable, undo, end a drill, a drain of one target.
 *
 * What waits is kept in memory, for minutes: after a restart it is asked for again, and nothing
 * happens that nobody waits for any more.
 */

import type { Said } from '../lib/said.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { Lever } from '../model/override.ts';
import { type Actor, hasRole } from '../operations/actor.ts';
import type { Confirmation, ConfirmationOperations } from '../operations/confirmations.ts';
import type { DrillOperations, LeverOperations, Operations } from '../operations/contract.ts';
import { forbidden } from '../operations/levers/audited.ts';
import { type OperationError, operationError } from '../operations/operation-error.ts';
import { operationEnglish, sayOperation } from '../operations/speech.ts';

export interface TwoPersonPorts {
  readonly operations: Operations;
  /** How long what was asked for waits. */
  readonly withinMs: number;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly audit: (entry: AuditEntry) => Promise<void>;
}

export interface TwoPersonRule {
  readonly operations: Operations;
  readonly confirmations: ConfirmationOperations;
}

/** At once; more is no pending work but a mistake. */
const MAX_WAITING = 50;

interface Waiting extends Confirmation {
  readonly actor: Actor;
  readonly run: () => Promise<unknown>;
}

export function createTwoPersonRule(ports: TwoPersonPorts): TwoPersonRule {
  const { nowMs } = ports;
  const waiting = new Map<string, Waiting>();

  function dropOld(): void {
    for (const [id, { untilMs }] of waiting) if (untilMs <= nowMs()) waiting.delete(id);
  }

  /** Never does anything: throws, and what was asked for waits. */
  function ask(wish: Wish): Promise<never> {
    dropOld();
    if (!hasRole(wish.actor, 'operator')) return Promise.reject(forbidden(wish.actor, 'operator'));
    if (waiting.size >= MAX_WAITING) return Promise.reject(tooMany());
    const { actor, action, said, reason, run } = wish;
    const id = ports.newId();
    const atMs = nowMs();
    const untilMs = atMs + ports.withinMs;
    const told = { id, action, sentence: operationEnglish(said), said, by: actor.name, reason };
    waiting.set(id, { ...told, atMs, untilMs, actor, run });
    return Promise.reject(
      operationError('conflict', {
        message: sayOperation('move-waits-for-second', { move: said }),
        fix: sayOperation('fix-second-person', { withinMs: ports.withinMs, id }),
        details: { confirmation: id, untilMs },
      }),
    );
  }

  function take(actor: Actor, id: string): Waiting {
    dropOld();
    const found = waiting.get(id);
    if (found === undefined) throw gone(id);
    if (!hasRole(actor, 'operator')) throw forbidden(actor, 'operator');
    return found;
  }

  return {
    operations: {
      ...ports.operations,
      levers: heldBack(ports.operations.levers, ask),
      drills: drillsHeldBack(ports.operations.drills, ask),
    },
    confirmations: {
      async list() {
        dropOld();
        return [...waiting.values()].map(shown);
      },
      async confirm(actor, { id }) {
        const found = take(actor, id);
        if (found.by === actor.name) throw samePerson(found);
        waiting.delete(id);
        await note(ports, actor, { ...found, verb: 'confirm' });
        await found.run();
        return shown(found);
      },
      async decline(actor, { id }) {
        const found = take(actor, id);
        waiting.delete(id);
        await note(ports, actor, { ...found, verb: 'decline' });
        return shown(found);
      },
    },
  };
}

async function note(
  { audit, nowMs }: TwoPersonPorts,
  actor: Actor,
  { action, sentence, said: move, by, id, verb }: Waiting & { verb: 'confirm' | 'decline' },
): Promise<void> {
  const told = { by: actor.name, askedBy: by, move: move ?? sentence };
  const said = sayOperation(`did-${verb}`, told);
  await audit({
    atMs: nowMs(),
    by: actor.name,
    role: actor.role,
    via: actor.via,
    action: `${action}.${verb}`,
    outcome: 'done',
    message: operationEnglish(said),
    said,
    details: { confirmation: id, askedBy: by },
  });
}

/** Where the rule is off: nothing waits. */
export const NO_CONFIRMATIONS: ConfirmationOperations = {
  list: async () => [],
  confirm: (_actor, { id }) => Promise.reject(gone(id)),
  decline: (_actor, { id }) => Promise.reject(gone(id)),
};

interface Wish {
  readonly actor: Actor;
  readonly action: string;
  readonly said: Said;
  readonly reason: string;
  readonly run: () => Promise<unknown>;
}

function heldBack(levers: LeverOperations, ask: (wish: Wish) => Promise<never>): LeverOperations {
  return {
    ...levers,
    async set(actor, request) {
      if (!movesRegion(request.lever)) return levers.set(actor, request);
      const { refusals } = await levers.preview(request);
      // What a guard refuses needs no second person: it is refused at once, and said why.
      if (refusals.length > 0 && !request.force) return levers.set(actor, request);
      const move = describe(request.lever);
      const said = request.force ? sayOperation('move-by-force', { move }) : move;
      const run = () => levers.set(actor, request);
      return ask({ actor, action: 'override.set', said, reason: request.reason, run });
    },
    async end(actor, request) {
      const found = (await levers.list()).find(({ id }) => id === request.id);
      if (found === undefined || !movesRegion(found.lever)) return levers.end(actor, request);
      const said = sayOperation('move-end', { move: describe(found.lever) });
      const run = () => levers.end(actor, request);
      return ask({ actor, action: 'override.end', said, reason: request.reason, run });
    },
    restore(actor, request) {
      const said = sayOperation('move-return', { region: request.region });
      const run = () => levers.restore(actor, request);
      return ask({ actor, action: 'region.restore', said, reason: request.reason, run });
    },
    decide(actor, request) {
      if (request.decision === 'rejected') return levers.decide(actor, request);
      const said = sayOperation('move-approval', { id: request.id });
      const run = () => levers.decide(actor, request);
      return ask({ actor, action: 'approval.decide', said, reason: request.reason, run });
    },
  };
}

function drillsHeldBack(
  drills: DrillOperations,
  ask: (wish: Wish) => Promise<never>,
): DrillOperations {
  return {
    ...drills,
    async start(actor, request) {
      const { mayBegin, wholeRegions, name, title } = await drills.plan(actor, request);
      // What the checks refuse needs no second person, and a part of a region is no region.
      if (!mayBegin || wholeRegions.length === 0) return drills.start(actor, request);
      const said = sayOperation('move-drill', { name, regions: wholeRegions });
      const run = () => drills.start(actor, request);
      return ask({ actor, action: 'drill.start', said, reason: title, run });
    },
  };
}

type RegionLever = Extract<Lever, { kind: 'evacuate' | 'pin' }>;

function movesRegion(lever: Lever): lever is RegionLever {
  return lever.kind === 'evacuate' || (lever.kind === 'pin' && lever.regionShares !== undefined);
}

function describe(lever: RegionLever): Said {
  if (lever.kind === 'evacuate') return sayOperation('move-evacuation', { region: lever.region });
  const shares = Object.entries(lever.regionShares ?? {});
  return sayOperation('move-pin', {
    shares: shares.map(([name, part]) => `${name} ${Math.round(part * 100)} %`),
  });
}

function shown({ actor: _actor, run: _run, ...confirmation }: Waiting): Confirmation {
  return confirmation;
}

function gone(id: string): OperationError {
  const message = sayOperation('nothing-waits', { id });
  return operationError('not-found', { message, fix: sayOperation('fix-nothing-waits') });
}

function samePerson({ by }: Waiting): OperationError {
  const message = sayOperation('same-person', { by });
  return operationError('forbidden', { message, fix: sayOperation('fix-same-person') });
}

function tooMany(): OperationError {
  const message = sayOperation('too-many-wait', { max: MAX_WAITING });
  return operationError('conflict', { message, fix: sayOperation('fix-too-many-wait') });
}
