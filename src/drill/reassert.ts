/**
 * Holds health marks against Kong's own probes, which undo them within `successes × interval`
 * (kong-recordings 28). Nodes are asked often and marked only when they forgot: a mark is passed on to
 * the whole cluster through its database (33), a question is not.
 *
 * It also is the watch over the Admin API: `downSinceMs` says since when a node has not answered.
 */

import type { Clock } from '../model/ports.ts';
import type { InjectStep } from './faults.ts';
import type { DrillGateway, DrillNode } from './ports.ts';
import { gatewayOf } from './undo.ts';

export interface Holder {
  /** Since when some Admin API has not answered; `null` while all do. */
  readonly downSinceMs: () => number | null;
  /** Ends; resolves when nothing is on its way any more. */
  stop(): Promise<void>;
}

/** A probe each second leaves a gap of at most this. */
const ASK_EVERY_MS = 100;
/** Where nothing is to be held, the Admin API is only asked whether it is there. */
const WATCH_EVERY_MS = 1_000;
/** Of one round; many upstreams and nodes are asked less often. */
const MS_PER_QUESTION = 5;
const CALL_MS = 1_500;

type Mark = InjectStep & { readonly kind: 'health' };

export function startHolder(options: {
  readonly steps: readonly InjectStep[];
  readonly gateways: readonly DrillGateway[];
  readonly clock: Clock;
  /** Asked before each mark: whether this process still runs the drill. */
  readonly mayMark: () => boolean;
}): Holder {
  const { steps, gateways, clock, mayMark } = options;
  const marks = steps.filter((step): step is Mark => step.kind === 'health');
  const stopping = new AbortController();
  /** By node and way: a mark that hangs is not healed by an answer to a question. */
  const downSince = new Map<string, number>();

  const attempt = async (way: string, work: (signal: AbortSignal) => Promise<void>) => {
    try {
      await work(clock.timeoutSignal(CALL_MS, stopping.signal));
      downSince.delete(way);
      return true;
    } catch {
      if (!stopping.signal.aborted && !downSince.has(way)) downSince.set(way, clock.nowMs());
      return false;
    }
  };
  const hold = async ({ node, name }: Named, { upstream, targets }: Mark) => {
    let forgotten: readonly string[] = [];
    await attempt(`${name} read`, async (signal) => {
      const view = await node.readHealth(upstream, signal);
      forgotten = view.targets
        .filter(({ target, health }) => targets.includes(target) && health === 'HEALTHY')
        .map(({ target }) => target);
    });
    for (const target of forgotten) {
      if (!mayMark()) return;
      const mark = { upstream, target, healthy: false };
      if (!(await attempt(`${name} write`, (signal) => node.setHealth(mark, signal)))) return;
    }
  };
  const round = async () => {
    const held = marks.flatMap((mark) =>
      namedNodes([gatewayOf(gateways, mark.gateway)]).map((node) => hold(node, mark)),
    );
    if (marks.length > 0) return void (await Promise.all(held));
    const asked = namedNodes(gateways).map(({ node, name }) =>
      attempt(`${name} read`, async (signal) => void (await node.hasDatabase(signal))),
    );
    await Promise.all(asked);
    return undefined;
  };
  const questions = marks.length * Math.max(1, gateways.flatMap(({ nodes }) => nodes).length);
  const everyMs =
    marks.length > 0 ? Math.max(ASK_EVERY_MS, questions * MS_PER_QUESTION) : WATCH_EVERY_MS;
  const run = async () => {
    while (!stopping.signal.aborted) {
      await round();
      await clock.sleep(everyMs, stopping.signal);
    }
  };
  const running = run();
  return {
    downSinceMs: () => (downSince.size === 0 ? null : Math.min(...downSince.values())),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

interface Named {
  readonly name: string;
  readonly node: DrillNode;
}

function namedNodes(gateways: readonly DrillGateway[]): readonly Named[] {
  return gateways.flatMap(({ name, nodes }) =>
    nodes.map((node, index) => ({ name: `${name}#${index + 1}`, node })),
  );
}
