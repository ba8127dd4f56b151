/**
 * G8, explained: each event says in a sentence what was decided and carries its evidence, each
 * batch of writes is explained by an event, and a journaled decision replays to the same events,
 * also after the journal's round trip through JSON.
 */

import { policyOf } from '../../decide/policy.ts';
import { replayDecision } from '../../decide/replay.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { DecisionRecord } from '../../model/ports.ts';
import type { CheckedTick, Checker, RunInput } from '../contract.ts';
import { type Batch, FOREIGN, followBatches } from './batches.ts';
import { createFindingList } from './finding-list.ts';

/** Events of a batch in which some writes were done. */
const WRITE_EVENTS: ReadonlySet<string> = new Set(['weights-written', 'write-failed']);

export function createExplainedChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G8');
  const policy = policyOf(strategy);
  const onBatch = ({ writer, upstream, gateway, atMs }: Batch, tick: CheckedTick | null) => {
    if (writer === FOREIGN || tick === null) return;
    const isTold = tick.events.some(
      (event) => WRITE_EVENTS.has(event.kind) && event.upstream === upstream,
    );
    if (isTold) return;
    findings.add(atMs, `weights of ${upstream} at ${gateway} are written without an event`);
  };
  const onDecision = (record: DecisionRecord) => {
    const journaled = JSON.parse(JSON.stringify(record)) as DecisionRecord;
    const told = JSON.stringify(journaled.events);
    const again = JSON.stringify(replayDecision(policy, journaled));
    if (again === told) return;
    const message = 'a journaled decision replays to other events';
    findings.add(record.atMs, message, { told: kindsOf(record.events), again });
  };
  const batches = followBatches(onBatch);
  return {
    guarantee: 'G8',
    onWrite: batches.onWrite,
    onTick: (tick) => {
      batches.onTick(tick);
      for (const event of tick.events) {
        const lack = lackOf(event);
        if (lack !== null) findings.add(event.atMs, `${event.kind} ${lack}`, { ...event });
      }
      if (tick.decision !== undefined && tick.decision !== null) onDecision(tick.decision);
    },
    // A tick that was cut off by the end of the run had no time to explain itself.
    findings: findings.all,
  };
}

function lackOf({ message, evidence, atMs }: ControlEvent): string | null {
  if (!/^\S.*[.!?]$/su.test(message)) return `does not say what it is in a sentence: "${message}"`;
  if (Object.keys(evidence).length === 0) return 'carries no evidence';
  return Number.isFinite(atMs) ? null : 'does not say when';
}

function kindsOf(events: readonly ControlEvent[]): string {
  return events.map(({ kind }) => kind).join(', ');
}
