/**
 * What the automation finds but does not do, told as such: because people pinned or froze the
 * weights, or because a rule only observes.
 */

import type { Said } from '../../lib/said.ts';
import type { ControlEvent, EventKind } from '../../model/control.ts';
import type { RuleName } from '../../model/rule-modes.ts';
import { inEnglish, say } from '../../model/sentences.ts';
import { sayingOf } from './lever-words.ts';
import type { Levers } from './lever-state.ts';

/** Moves, and the rule that each belongs to. */
export const RULES: Readonly<Partial<Record<EventKind, RuleName>>> = {
  'target-ejected': 'ejection',
  'target-readmitted': 'ejection',
  'target-slow': 'trim',
  'target-trimmed': 'trim',
  'trim-relaxed': 'trim',
  'capacity-learnt': 'trim',
  'region-evacuated': 'evacuation',
  'evacuation-undone': 'evacuation',
  'failback-step': 'failback',
  'failback-done': 'failback',
  'failback-aborted': 'failback',
  'spill-started': 'spill',
  'spill-ended': 'spill',
  shedding: 'spill',
  'shed-ended': 'spill',
};

/** Rules on shares of regions, which a pin of those holds back. */
const OF_REGIONS: readonly RuleName[] = ['evacuation', 'spill', 'failback'];

/** Events as they are told while people hold what they are about. */
export function withoutDoing(
  events: readonly ControlEvent[],
  { frozen, shares, factors }: Levers,
): readonly ControlEvent[] {
  return events.map((event) => {
    const rule = RULES[event.kind];
    if (rule === undefined) return event;
    const pinned = OF_REGIONS.includes(rule) ? shares?.override : undefined;
    const override = frozen ?? pinned ?? factors[event.target ?? '']?.override;
    if (override === undefined) return event;
    const because = override.lever.kind === 'freeze' ? 'freeze' : 'pin';
    return wouldBe(event, { because, why: sayingOf(override), rule });
  });
}

/** The event of a move that a rule which only observes has not made. */
export function observed(event: ControlEvent, rule: RuleName): ControlEvent {
  return wouldBe(event, { because: 'rule', why: onlyObserves(rule), rule });
}

/** A refusal for no other reason than that, told as what it is. */
export function toldAsObserved(
  event: ControlEvent,
  rule: RuleName,
  would: EventKind,
): ControlEvent {
  const evidence = { ...event.evidence, because: 'rule', rule, would };
  return { ...event, kind: 'would-write', evidence };
}

export function onlyObserves(rule: RuleName): Said {
  return say('only-observes', { rule });
}

function wouldBe(
  event: ControlEvent,
  { because, why, rule }: { because: 'freeze' | 'pin' | 'rule'; why: Said; rule: RuleName },
): ControlEvent {
  const said = say('would-be', { why, sentence: event.said ?? event.message });
  return {
    ...event,
    kind: 'would-write',
    message: inEnglish(said),
    said,
    evidence: { ...event.evidence, because, rule, would: event.kind },
  };
}
