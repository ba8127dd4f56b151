/**
 * What a checker found, bounded: a guarantee that breaks every second for an hour is told a few
 * times, not 3,600 times.
 */

import type { Finding } from '../contract.ts';

/** Of one checker in one run. */
const MAX_FINDINGS = 20;

export interface FindingList {
  readonly add: (atMs: number, message: string, evidence?: Finding['evidence']) => void;
  readonly all: () => readonly Finding[];
}

export function createFindingList(guarantee: Finding['guarantee']): FindingList {
  const kept: Finding[] = [];
  return {
    add: (atMs, message, evidence = {}) => {
      if (kept.length < MAX_FINDINGS) kept.push({ guarantee, atMs, message, evidence });
    },
    all: () => kept,
  };
}
