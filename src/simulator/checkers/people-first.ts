/**
 * G9, people first: what a person decided beats automation.
 *
 * Overrides with an expiry cannot be given in a run yet; checked is what the strategy says for its
 * owner: in mode `observe` nothing is written, and where a person approves failovers or returns,
 * none happens without an approval. (Hands off what somebody else wrote is G7's.)
 */

import type { ControlEvent } from '../../model/control.ts';
import type { Checker, RunInput } from '../contract.ts';
import { FOREIGN } from './batches.ts';
import { createFindingList } from './finding-list.ts';

/** Kinds of events that a person says yes with. */
const APPROVED: ReadonlySet<string> = new Set(['approval-used']);

export function createPeopleFirstChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G9');
  let mode: string = strategy.mode;
  const approved = new Set<string>();
  const onEvent = (event: ControlEvent) => {
    const { kind, upstream, region, atMs } = event;
    const key = `${upstream} ${region}`;
    if (kind === 'mode-changed') mode = String(event.evidence['mode']);
    if (APPROVED.has(kind)) approved.add(key);
    const service = strategy.services.find((one) => one.upstream === upstream);
    const needs = { 'region-evacuated': service?.failover, 'failback-step': service?.failback };
    const rule = needs[kind as keyof typeof needs];
    if (rule?.approval !== 'manual' || approved.has(key)) return;
    findings.add(atMs, `${kind} of ${region} for ${upstream} without a person's approval`);
  };
  return {
    guarantee: 'G9',
    onWrite: ({ atMs, writer, upstream, target }) => {
      if (mode === 'act' || writer === FOREIGN) return;
      findings.add(atMs, `${writer} writes ${target} of ${upstream} in mode ${mode}`);
    },
    onTick: ({ events }) => {
      for (const event of events) onEvent(event);
    },
    findings: findings.all,
  };
}
