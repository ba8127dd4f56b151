/** The controller's journal lines. */

import type { Said } from '../lib/said.ts';
import type { ControlEvent, DesiredUpstream, EventKind, Plan } from '../model/control.ts';
import { inEnglish, say } from '../model/sentences.ts';
import { BY_STRATEGY } from './mode.ts';
import type { ForeignWeight } from './ownership.ts';

interface Place {
  readonly gateway: string;
  readonly upstream: string;
  readonly atMs: number;
}

function line(
  { atMs, upstream }: { readonly atMs: number; readonly upstream: string | null },
  kind: EventKind,
  { said, evidence }: { readonly said: Said; readonly evidence: ControlEvent['evidence'] },
): ControlEvent {
  const message = inEnglish(said);
  return { atMs, kind, upstream, region: null, target: null, message, said, evidence };
}

export function writtenEvent(place: Place, plan: Plan, reason: string): ControlEvent {
  const { gateway, upstream } = place;
  const count = plan.changes.length;
  return line(place, 'weights-written', {
    said: say('weights-written', { count, upstream, gateway }),
    evidence: { gateway, reason, changes: changesOf(plan) },
  });
}

export function wouldWriteEvent(place: Place, plan: Plan, options: WouldWrite): ControlEvent {
  const { gateway, upstream } = place;
  const count = plan.changes.length;
  const { because, desired } = options;
  const key = because === 'observe' ? 'would-write-observing' : 'would-write-foreign';
  const reason = desired.reasonSaid ?? desired.reason;
  return line(place, 'would-write', {
    said: say(key, { count, upstream, gateway, reason }),
    evidence: {
      gateway,
      because,
      reason: desired.reason,
      changes: changesOf(plan),
    },
  });
}

export interface WouldWrite {
  readonly because: 'observe' | 'foreign';
  /** What is wanted, and why. */
  readonly desired: Pick<DesiredUpstream, 'reason' | 'reasonSaid'>;
}

export function failedEvent(
  place: Place,
  options: { readonly failure: string; readonly done: number; readonly wanted: number },
): ControlEvent {
  const { gateway, upstream } = place;
  const { done, wanted, failure } = options;
  return line(place, 'write-failed', {
    said:
      wanted === 0
        ? say('weights-not-read', { upstream, gateway, failure })
        : say('write-failed', { done, wanted, upstream, gateway, failure }),
    evidence: { gateway, ...options },
  });
}

export function foreignEvent(
  place: Place,
  options: { readonly foreign: readonly ForeignWeight[]; readonly isFirstLook: boolean },
): ControlEvent {
  const { gateway, upstream } = place;
  const { foreign, isFirstLook } = options;
  const { target = '?', found = '?', expected = '?' } = foreign[0] ?? {};
  return line(place, 'foreign-write', {
    said: say(isFirstLook ? 'foreign-at-start' : 'foreign-write', {
      count: foreign.length,
      upstream,
      gateway,
      target,
      found: found ?? say('no-weight'),
      expected: expected ?? say('no-weight'),
    }),
    evidence: { gateway, isFirstLook, foreign },
  });
}

export function missingEvent(place: Place, missing: readonly string[]): ControlEvent {
  const { gateway, upstream } = place;
  return line(place, 'write-refused', {
    said: say('targets-missing', { missing, upstream, gateway }),
    evidence: { gateway, missing },
  });
}

export function modeEvent(
  atMs: number,
  options: { readonly mode: 'observe' | 'act'; readonly by: string },
): ControlEvent {
  const { mode, by } = options;
  return line({ atMs, upstream: null }, 'mode-changed', {
    said: say(`mode-${mode}`, { by: by === BY_STRATEGY ? say('by-strategy') : by }),
    evidence: { mode, by },
  });
}

export function leadershipEvent(
  atMs: number,
  kind: 'leading' | 'not-leading' | 'lease-lost',
  evidence: { readonly holder: string; readonly token: number | null },
): ControlEvent {
  return line({ atMs, upstream: null }, kind, { said: say(kind), evidence });
}

export function lifeEvent(
  atMs: number,
  kind: 'controller-started' | 'controller-stopped',
  options: { readonly strategy: string; readonly resumed: boolean },
): ControlEvent {
  const began = options.resumed ? 'controller-resumed' : 'controller-began';
  const key = kind === 'controller-started' ? began : kind;
  const said = say(key, { strategy: options.strategy });
  return line({ atMs, upstream: null }, kind, { said, evidence: options });
}

function changesOf(plan: Plan) {
  return plan.changes.map(({ target, from, to }) => ({ target, from, to }));
}
