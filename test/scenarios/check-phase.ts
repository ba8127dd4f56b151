/** What a phase of a story came to against what was expected of it: a list of what differs. */

import type { Expectation, PhaseResult } from './scenario.ts';

export function problemsOf(wanted: Expectation, result: PhaseResult): readonly string[] {
  return [
    ...eventProblems(wanted, result),
    ...shareProblems(wanted, result),
    ...countProblems(wanted, result),
  ];
}

/** What was told, for a failing test. */
export function narrate({ events, beganMs }: PhaseResult): string {
  const lines = events.map(
    ({ atMs, kind, message }) => `  ${(atMs - beganMs) / 1_000} s ${kind}: ${message}`,
  );
  return lines.join('\n');
}

function eventProblems(wanted: Expectation, { events, beganMs }: PhaseResult): string[] {
  const problems: string[] = [];
  const kinds = events.map(({ kind }): string => kind);
  let from = 0;
  for (const kind of wanted.events ?? []) {
    const at = kinds.indexOf(kind, from);
    if (at < 0) problems.push(`${kind} is not told, or not in this order`);
    from = at + 1;
  }
  for (const kind of wanted.noEvents ?? []) {
    if (kinds.includes(kind)) problems.push(`${kind} is told`);
  }
  for (const [kind, seconds] of Object.entries(wanted.within ?? {})) {
    const event = events.find((one) => one.kind === kind);
    const tookMs = (event?.atMs ?? Number.POSITIVE_INFINITY) - beganMs;
    if (tookMs > 1_000 * seconds) problems.push(`${kind} after ${tookMs} ms, not ${seconds} s`);
  }
  return problems;
}

function shareProblems(wanted: Expectation, result: PhaseResult): string[] {
  const problems: string[] = [];
  for (const [region, [atLeast, atMost]] of Object.entries(wanted.sharePercent ?? {})) {
    const share = result.sharePercent[region] ?? 0;
    if (share < atLeast || share > atMost) {
      problems.push(`${region} serves ${share} %, not ${atLeast} to ${atMost} %`);
    }
  }
  for (const [target, weight] of Object.entries(wanted.weights ?? {})) {
    const found = result.weights[target];
    if (found !== weight) problems.push(`${target} has weight ${found}, not ${weight}`);
  }
  return problems;
}

function countProblems({ failedAtMost, writesAtMost }: Expectation, result: PhaseResult): string[] {
  const { failed, writes } = result;
  const problems: string[] = [];
  if (failedAtMost !== undefined && failed > failedAtMost) {
    problems.push(`${failed} requests failed, not at most ${failedAtMost}`);
  }
  if (writesAtMost !== undefined && writes > writesAtMost) {
    problems.push(`${writes} writes, not at most ${writesAtMost}`);
  }
  return problems;
}
