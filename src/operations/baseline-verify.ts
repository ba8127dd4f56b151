/** Reading back: Kong's database has the weights, and every node that answers uses them. */

import type { Weights } from '../model/control.ts';
import type { Clock, KongAdmin } from '../model/ports.ts';

/** Nodes hear of a write within 0.24 s, or 2.2 s with Kong's default (recordings, facts). */
const SPREAD_MS = 6_000;
const LOOK_MS = 300;

/** What is not as it should be; `null` when all is. */
export async function verifyEverywhere(
  { kong, clock }: { readonly kong: Readonly<Record<string, KongAdmin>>; readonly clock: Clock },
  place: {
    readonly gateway: string;
    readonly upstream: string;
    readonly baseline: Weights;
    readonly callTimeoutMs: number;
  },
  signal: AbortSignal,
): Promise<string | null> {
  const admin = kong[place.gateway];
  if (admin === undefined) return 'no Admin API is known';
  const beganMs = clock.nowMs();
  for (;;) {
    const problem = await lookOnce(admin, { ...place, clock }, signal);
    if (problem === null || signal.aborted || clock.nowMs() - beganMs >= SPREAD_MS) return problem;
    await clock.sleep(LOOK_MS, signal);
  }
}

async function lookOnce(
  admin: KongAdmin,
  place: { upstream: string; baseline: Weights; callTimeoutMs: number; clock: Clock },
  signal: AbortSignal,
): Promise<string | null> {
  const { upstream, baseline, callTimeoutMs, clock } = place;
  const limit = () => clock.timeoutSignal(callTimeoutMs, signal);
  try {
    const actual = await admin.readWeights(upstream, limit());
    const [odd] = Object.keys(baseline).filter(
      (target) => actual[target] !== undefined && actual[target] !== baseline[target],
    );
    if (odd !== undefined) return `${odd} has ${actual[odd]} and not ${baseline[odd]}`;
    for (const { nodeId, targets } of await admin.readHealth(upstream, limit())) {
      const late = targets.find(
        ({ target, nodeWeight }) =>
          nodeWeight !== null && baseline[target] !== undefined && nodeWeight !== baseline[target],
      );
      if (late !== undefined)
        return `node ${nodeId} still uses ${late.nodeWeight} for ${late.target}`;
    }
    return null;
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionError') throw error;
    return `it cannot be read back: ${error instanceof Error ? error.message : String(error)}`;
  }
}
