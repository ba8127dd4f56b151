/**
 * G7, one writer: at most one controller writes to a gateway, a deposed one writes no more, and
 * what somebody else wrote is not fought.
 *
 * With fencing tokens the rule is exact: tokens of writes never go down, and one token belongs to
 * one writer. Without tokens a writer counts as deposed once another one has written after it,
 * for `DEPOSED_MS`.
 */

import type { CheckedWrite, Checker } from '../contract.ts';
import { FOREIGN } from './batches.ts';
import { createFindingList, type FindingList } from './finding-list.ts';

/** Longer than any lease: within this time nobody wins it back from a living leader. */
const DEPOSED_MS = 5_000;
/** A foreign write is seen at the next look (each 5 s) or the next own write, and a tick later. */
const UNSEEN_MS = 7_000;

interface Last {
  readonly writer: string;
  readonly atMs: number;
}

export function createOneWriterChecker(): Checker {
  const findings = createFindingList('G7');
  /** By gateway, newest last; at most one entry for each writer. */
  const writers = new Map<string, readonly Last[]>();
  const tokens = new Map<string, { token: number; writer: string }>();
  const foreignMs = new Map<string, number>();
  return {
    guarantee: 'G7',
    onWrite: (write) => {
      const { gateway, upstream, writer, atMs, from, to } = write;
      const place = `${gateway} ${upstream}`;
      if (writer === FOREIGN) {
        if (from !== to && !foreignMs.has(place)) foreignMs.set(place, atMs);
        return;
      }
      checkToken(write, tokens, findings);
      checkDeposed(write, writers.get(gateway) ?? [], findings);
      const others = (writers.get(gateway) ?? []).filter((last) => last.writer !== writer);
      writers.set(gateway, [...others, { writer, atMs }]);
      const fought = foreignMs.get(place);
      if (fought !== undefined && atMs - fought > UNSEEN_MS) {
        const message = `${writer} fights the foreign weights of ${upstream} at ${gateway}`;
        findings.add(atMs, message, { foreignAtMs: fought, target: write.target, from, to });
      }
    },
    onTick: ({ events }) => {
      // A person's word ends the hands-off.
      if (events.some(({ kind }) => kind === 'mode-changed')) foreignMs.clear();
    },
    findings: findings.all,
  };
}

function checkToken(
  { gateway, writer, token, atMs }: CheckedWrite,
  tokens: Map<string, { token: number; writer: string }>,
  findings: FindingList,
): void {
  if (token === undefined) return;
  if (token === null) {
    findings.add(atMs, `${writer} writes to ${gateway} without a lease`);
    return;
  }
  const highest = tokens.get(gateway);
  if (highest !== undefined && token < highest.token) {
    const message = `${writer} writes to ${gateway} under token ${token}, which is superseded`;
    findings.add(atMs, message, { token, highest: highest.token, by: highest.writer });
    return;
  }
  if (highest !== undefined && token === highest.token && writer !== highest.writer) {
    findings.add(atMs, `${writer} and ${highest.writer} write under the same token`, { token });
  }
  tokens.set(gateway, { token, writer });
}

function checkDeposed(
  { gateway, writer, token, atMs }: CheckedWrite,
  writers: readonly Last[],
  findings: FindingList,
): void {
  if (token !== undefined) return;
  const newest = writers.at(-1);
  const isBack = writers.some((last) => last.writer === writer);
  if (newest === undefined || newest.writer === writer || !isBack) return;
  if (atMs - newest.atMs > DEPOSED_MS) return;
  const message = `${writer} writes to ${gateway} again after ${newest.writer} took over`;
  findings.add(atMs, message, { since: newest.atMs });
}
