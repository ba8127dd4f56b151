/**
 * G9, people first: what a person decided beats automation.
 *
 * While a lever is in force no controller writes against it: an evacuated region gets no more than a
 * last resort, frozen weights are left alone; and no lever is in force after its end. In mode
 * `observe` nothing is written, and where a person approves failovers or returns, none happens without
 * an approval. (Hands off what somebody else wrote is G7's.)
 */

import type { ControlEvent } from '../../model/control.ts';
import type { Checker, RunInput } from '../contract.ts';
import { FOREIGN } from './batches.ts';
import { createFindingList } from './finding-list.ts';
import { createLeverWatch } from './lever-watch.ts';

/** Kinds of events that a person says yes with. */
const APPROVED: ReadonlySet<string> = new Set(['approval-used']);

export function createPeopleFirstChecker(input: RunInput): Checker {
  const { strategy } = input;
  const findings = createFindingList('G9');
  let mode: string = strategy.mode;
  const approved = new Set<string>();
  const levers = createLeverWatch(input);
  const onEvent = (event: ControlEvent) => {
    const { kind, upstream, region, atMs } = event;
    levers.onEvent(event);
    const key = `${upstream} ${region}`;
    if (kind === 'mode-changed') mode = String(event.evidence['mode']);
    if (APPROVED.has(kind)) approved.add(key);
    const service = strategy.services.find((one) => one.upstream === upstream);
    const needs = { 'region-evacuated': service?.failover, 'failback-step': service?.failback };
    const rule = needs[kind as keyof typeof needs];
    // What a person takes away needs no other person to bring it back.
    if (kind === 'override-set') approved.add(key);
    if (rule?.approval !== 'manual' || approved.has(key)) return;
    findings.add(atMs, `${kind} of ${region} for ${upstream} without a person's approval`);
  };
  return {
    guarantee: 'G9',
    onWrite: (write) => {
      const { atMs, writer, upstream, target } = write;
      if (writer === FOREIGN) return;
      levers.onWrite(write);
      if (mode === 'act') return;
      findings.add(atMs, `${writer} writes ${target} of ${upstream} in mode ${mode}`);
    },
    onTick: ({ events }) => {
      for (const event of events) onEvent(event);
      for (const { write, sentence } of levers.offences()) {
        findings.add(write.atMs, `${write.writer} ${sentence}`, { weights: write.weights });
      }
    },
    findings: findings.all,
  };
}
