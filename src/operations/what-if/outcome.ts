/** A run with a line for each request's second → what is worth sending to a browser. Bounded. */

import type { WhatIfFigures, WhatIfPoint, WhatIfRun } from '../../model/what-if.ts';
import type { RunResult, SecondPoint } from '../../simulator/contract.ts';

const POINTS_MAX = 300;
const EVENTS_MAX = 200;

export function whatIfRunOf(result: RunResult): WhatIfRun {
  const { sent, failed, shed, badSeconds, cleanAfterMs, p50Ms, p99Ms } = result;
  const { writes, ejections, regionMoves, findings } = result;
  return {
    figures: {
      sent,
      lost: failed,
      lostPercent: sent === 0 ? 0 : (rounded((100 * failed) / sent) ?? 0),
      ...outageOf(result),
      shed,
      badSeconds,
      cleanAfterSeconds: cleanAfterMs === null ? null : cleanAfterMs / 1_000,
      p50Ms: rounded(p50Ms),
      p99Ms: rounded(p99Ms),
      writes,
      ejections,
      regionMoves,
      findings: findings.length,
    },
    series: seriesOf(result.seconds.filter(({ second }) => second >= 0)),
    events: result.decisions
      .filter(({ atMs }) => atMs >= 0)
      .slice(0, EVENTS_MAX)
      .map(({ atMs, kind, message, said }) => {
        return { atMs: Math.round(atMs), kind, message, ...(said === undefined ? {} : { said }) };
      }),
  };
}

/** In requests per second as in the whole run. */
function outageOf({ sent, failed, seconds }: RunResult): Pick<WhatIfFigures, 'outageSeconds'> {
  const length = seconds.filter(({ second }) => second >= 0).length;
  return { outageSeconds: sent === 0 ? 0 : (rounded((length * failed) / sent) ?? 0) };
}

function seriesOf(seconds: readonly SecondPoint[]): readonly WhatIfPoint[] {
  const step = Math.max(1, Math.ceil(seconds.length / POINTS_MAX));
  return Array.from({ length: Math.ceil(seconds.length / step) }, (_, index) =>
    pointOf(seconds.slice(index * step, (index + 1) * step)),
  );
}

function pointOf(seconds: readonly SecondPoint[]): WhatIfPoint {
  const served: Record<string, number> = {};
  let [sent, lost] = [0, 0];
  for (const second of seconds) {
    sent += second.sent;
    lost += second.failed;
    for (const [region, count] of Object.entries(second.served)) {
      served[region] = (served[region] ?? 0) + count;
    }
  }
  const total = Object.values(served).reduce((sum, count) => sum + count, 0);
  const worst = seconds.map(({ p99Ms }) => p99Ms).filter((value) => value !== null);
  return {
    second: seconds[0]?.second ?? 0,
    sent,
    lost,
    p99Ms: worst.length === 0 ? null : rounded(Math.max(...worst)),
    shares: Object.fromEntries(
      Object.entries(served).map(([region, count]) => [
        region,
        total === 0 ? 0 : (rounded(count / total) ?? 0),
      ]),
    ),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4));
}
