/**
 * The two-person rule: operations in which what moves a region waits for a second person, a drill
 * that takes one away too. What a single person may always do is to keep things as they are or to take
 * back what was just done: freeze, reject, disable, undo, end a drill, a drain of one target.
 *
 * What waits is kept in memory, for minutes: after a restart it is asked for again, and nothing
 * happens that nobody waits for any more.
 */

import type { AuditEntry } from '../model/audit.ts';
import type { Lever } from '../model/override.ts';
import { type Actor, hasRole } from '../operations/actor.ts';
import type { Confirmation, ConfirmationOperations } from '../operations/confirmations.ts';
import type { DrillOperations, LeverOperations, Operations } from '../operations/contract.ts';
import { OperationError } from '../operations/operation-error.ts';

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
    if (!hasRole(wish.actor, 'operator')) return Promise.reject(tooLow(wish.actor));
    if (waiting.size >= MAX_WAITING) return Promise.reject(tooMany());
    const { actor, action, sentence, reason, run } = wish;
    const id = ports.newId();
    const atMs = nowMs();
    const untilMs = atMs + ports.withinMs;
    waiting.set(id, { id, action, sentence, by: actor.name, reason, atMs, untilMs, actor, run });
    return Promise.reject(
      new OperationError('conflict', `${sentence} waits for a second person.`, {
        fix: `Another operator confirms it within ${minutes(ports.withinMs)}, on the dashboard or with: ballast confirm ${id}`,
        details: { confirmation: id, untilMs },
      }),
    );
  }

  function take(actor: Actor, id: string): Waiting {
    dropOld();
    const found = waiting.get(id);
    if (found === undefined) throw gone(id);
    if (!hasRole(actor, 'operator')) throw tooLow(actor);
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
  { action, sentence, by, id, verb }: Waiting & { readonly verb: 'confirm' | 'decline' },
): Promise<void> {
  await audit({
    atMs: nowMs(),
    by: actor.name,
    role: actor.role,
    via: actor.via,
    action: `${action}.${verb}`,
    outcome: 'done',
    message: `${actor.name} said ${verb} to what ${by} asked for: ${sentence}.`,
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
  readonly sentence: string;
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
      const sentence = `${describe(request.lever)}${request.force ? ' by force' : ''}`;
      const run = () => levers.set(actor, request);
      return ask({ actor, action: 'override.set', sentence, reason: request.reason, run });
    },
    async end(actor, request) {
      const found = (await levers.list()).find(({ id }) => id === request.id);
      if (found === undefined || !movesRegion(found.lever)) return levers.end(actor, request);
      const sentence = `The end of: ${describe(found.lever)}`;
      const run = () => levers.end(actor, request);
      return ask({ actor, action: 'override.end', sentence, reason: request.reason, run });
    },
    restore(actor, request) {
      const sentence = `Return of ${request.region}`;
      const run = () => levers.restore(actor, request);
      return ask({ actor, action: 'region.restore', sentence, reason: request.reason, run });
    },
    decide(actor, request) {
      if (request.decision === 'rejected') return levers.decide(actor, request);
      const sentence = `Approval of ${request.id}`;
      const run = () => levers.decide(actor, request);
      return ask({ actor, action: 'approval.decide', sentence, reason: request.reason, run });
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
      const sentence = `Drill ${name}, the loss of ${wholeRegions.join(', ')},`;
      const run = () => drills.start(actor, request);
      return ask({ actor, action: 'drill.start', sentence, reason: title, run });
    },
  };
}

function movesRegion(lever: Lever): boolean {
  return lever.kind === 'evacuate' || (lever.kind === 'pin' && lever.regionShares !== undefined);
}

function describe(lever: Lever): string {
  if (lever.kind === 'evacuate') return `Evacuation of ${lever.region}`;
  if (lever.kind !== 'pin') return lever.kind;
  const shares = Object.entries(lever.regionShares ?? {});
  return `Pin of ${shares.map(([name, part]) => `${name} ${Math.round(part * 100)} %`).join(', ')}`;
}

function shown({ actor: _actor, run: _run, ...confirmation }: Waiting): Confirmation {
  return confirmation;
}

function minutes(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
}

function gone(id: string): OperationError {
  return new OperationError('not-found', `Nothing called ${id} waits for a second person.`, {
    fix: 'It has been done, declined, or was too long ago: ask for it again.',
  });
}

function samePerson({ by }: Waiting): OperationError {
  return new OperationError('forbidden', `${by} asked for it and cannot confirm it too.`, {
    fix: 'Somebody else with a token of their own confirms it.',
  });
}

function tooLow({ name, role }: Actor): OperationError {
  return new OperationError('forbidden', `${name} is ${role}; this needs operator.`, {
    fix: 'Ask an operator.',
  });
}

function tooMany(): OperationError {
  return new OperationError('conflict', `${MAX_WAITING} region moves wait already.`, {
    fix: 'Confirm or decline some of them.',
  });
}
