/** The controller's journal lines. */

import type { ControlEvent, EventKind, Plan } from '../model/control.ts';
import type { ForeignWeight } from './ownership.ts';

interface Place {
  readonly gateway: string;
  readonly upstream: string;
  readonly atMs: number;
}

function line(
  { atMs, upstream }: { readonly atMs: number; readonly upstream: string | null },
  kind: EventKind,
  details: { readonly message: string; readonly evidence: ControlEvent['evidence'] },
): ControlEvent {
  return { atMs, kind, upstream, region: null, target: null, ...details };
}

export function writtenEvent(place: Place, plan: Plan, reason: string): ControlEvent {
  const { gateway, upstream } = place;
  const count = plan.changes.length;
  return line(place, 'weights-written', {
    message: `${count} ${count === 1 ? 'weight' : 'weights'} of ${upstream} written at ${gateway}.`,
    evidence: { gateway, reason, changes: changesOf(plan) },
  });
}

export function wouldWriteEvent(place: Place, plan: Plan, options: WouldWrite): ControlEvent {
  const { gateway, upstream } = place;
  const count = plan.changes.length;
  const why =
    options.because === 'observe'
      ? 'Ballast only observes (`ballast enable` lets it act)'
      : 'somebody else wrote its weights (`ballast enable` takes them over)';
  return line(place, 'would-write', {
    message:
      `Would write ${count} ${count === 1 ? 'weight' : 'weights'} of ${upstream} at ${gateway}, ` +
      `but ${why}. ${options.reason}`,
    evidence: {
      gateway,
      because: options.because,
      reason: options.reason,
      changes: changesOf(plan),
    },
  });
}

export interface WouldWrite {
  readonly because: 'observe' | 'foreign';
  readonly reason: string;
}

export function failedEvent(
  place: Place,
  options: { readonly failure: string; readonly done: number; readonly wanted: number },
): ControlEvent {
  const { gateway, upstream } = place;
  const { done, wanted, failure } = options;
  const what =
    wanted === 0
      ? `The weights of ${upstream} at ${gateway} cannot be read: `
      : `${done} of ${wanted} weights of ${upstream} written at ${gateway}, then: `;
  return line(place, 'write-failed', {
    message: `${what}${failure}. It is tried again every tick.`,
    evidence: { gateway, ...options },
  });
}

export function foreignEvent(
  place: Place,
  options: { readonly foreign: readonly ForeignWeight[]; readonly isFirstLook: boolean },
): ControlEvent {
  const { gateway, upstream } = place;
  const { foreign, isFirstLook } = options;
  const first = foreign[0];
  const example =
    first === undefined
      ? ''
      : `, such as ${first.target}: ${first.found} instead of ${first.expected}`;
  const what = isFirstLook
    ? `differ from the baseline at the first start`
    : `were written by somebody else`;
  return line(place, 'foreign-write', {
    message:
      `${foreign.length} weights of ${upstream} at ${gateway} ${what}${example}. ` +
      'Ballast leaves them alone until `ballast enable`.',
    evidence: { gateway, isFirstLook, foreign },
  });
}

export function missingEvent(place: Place, missing: readonly string[]): ControlEvent {
  const { gateway, upstream } = place;
  return line(place, 'write-refused', {
    message:
      `${missing.join(', ')} of ${upstream} is in the strategy but not in Kong at ${gateway}: ` +
      'its weight cannot be written. Apply the generated configuration.',
    evidence: { gateway, missing },
  });
}

export function modeEvent(
  atMs: number,
  options: { readonly mode: 'observe' | 'act'; readonly by: string },
): ControlEvent {
  const { mode, by } = options;
  const meaning =
    mode === 'act' ? 'weights are written' : 'nothing is written, only told what would be';
  return line({ atMs, upstream: null }, 'mode-changed', {
    message: `Mode is ${mode} now, by ${by}: ${meaning}.`,
    evidence: { mode, by },
  });
}

const LEADERSHIP = {
  leading: 'This controller leads now: it goes on from the state in the store.',
  'not-leading': 'Another controller leads: this one watches and writes nothing.',
  'lease-lost': 'The lease went to another controller: this one writes nothing any more.',
} as const;

export function leadershipEvent(
  atMs: number,
  kind: keyof typeof LEADERSHIP,
  evidence: { readonly holder: string; readonly token: number | null },
): ControlEvent {
  return line({ atMs, upstream: null }, kind, { message: LEADERSHIP[kind], evidence });
}

export function lifeEvent(
  atMs: number,
  kind: 'controller-started' | 'controller-stopped',
  options: { readonly strategy: string; readonly resumed: boolean },
): ControlEvent {
  const message =
    kind === 'controller-started'
      ? `Controller of ${options.strategy} started, ` +
        (options.resumed ? 'resuming from its store.' : 'with an empty store.')
      : `Controller of ${options.strategy} stopped; the weights stay as they are.`;
  return line({ atMs, upstream: null }, kind, { message, evidence: options });
}

function changesOf(plan: Plan) {
  return plan.changes.map(({ target, from, to }) => ({ target, from, to }));
}
