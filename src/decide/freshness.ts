/**
 * Tells once when a signal goes stale and once when it is back. Staleness itself needs no
 * decision: old readings are `unknown` where they are read (`facts.ts`), and unknown moves
 * nothing (G4).
 */

import type { ControlEvent } from '../model/control.ts';
import { say, signalSaid } from '../model/sentences.ts';
import type { SignalStatus } from '../model/status.ts';
import type { Digest } from './digest.ts';
import { controlEvent } from './event.ts';
import type { Policy } from './policy.ts';
import { TUNING } from './tuning.ts';

export function decideFreshness(
  policy: Policy,
  before: Readonly<Record<string, number>>,
  { digest, nowMs }: { readonly digest: Digest; readonly nowMs: number },
): { readonly stale: Readonly<Record<string, number>>; readonly events: readonly ControlEvent[] } {
  const stale: Record<string, number> = {};
  const events: ControlEvent[] = [];
  for (const { signal, atMs, limitMs } of signalsOf(policy, digest)) {
    const sinceMs = before[signal];
    const isStale = atMs !== null && nowMs - atMs > limitMs;
    if (isStale) {
      stale[signal] = sinceMs ?? nowMs;
      if (sinceMs === undefined) {
        const said = say('signal-stale', { signal: signalSaid(signal), ageMs: nowMs - atMs });
        events.push(controlEvent(nowMs, 'telemetry-stale', { said, evidence: { signal, atMs } }));
      }
    } else if (sinceMs !== undefined) {
      const said = say('signal-fresh', { signal: signalSaid(signal), ageMs: nowMs - sinceMs });
      const evidence = { signal, staleSinceMs: sinceMs };
      events.push(controlEvent(nowMs, 'telemetry-fresh', { said, evidence }));
    }
  }
  return { stale, events };
}

export function signalsOf(policy: Policy, digest: Digest): readonly SignalStatus[] {
  const targets = digest.upstreams.flatMap((upstream) => upstream.targets);
  const intervalMs = Math.max(0, ...policy.services.map(({ health }) => health.intervalMs));
  const nodes = targets.flatMap((target) => target.nodes);
  return [
    { signal: 'request logs', atMs: digest.logsAtMs, limitMs: policy.expiryMs },
    {
      signal: 'own probes',
      atMs: newest(targets.map(({ probe }) => probe?.atMs ?? null)),
      limitMs: Math.max(TUNING.nodeFreshMs, (TUNING.probeFreshIntervals + 1) * intervalMs),
    },
    ...policy.gateways.map(({ name }) => ({
      signal: `Kong's health at ${name}`,
      atMs: newest(nodes.filter(({ gateway }) => gateway === name).map(({ atMs }) => atMs)),
      limitMs: TUNING.nodeFreshMs,
    })),
  ];
}

function newest(times: readonly (number | null)[]): number | null {
  return times.reduce(
    (latest, atMs) => (atMs === null ? latest : Math.max(latest ?? 0, atMs)),
    null,
  );
}
