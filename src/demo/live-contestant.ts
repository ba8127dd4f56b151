/** One contestant's part of the live state, put together from client, gateway and journal. */

import type { ContestantState, TargetState } from './api-types.ts';
import type { Backend } from './backend.ts';
import { CONTESTANT_TITLES } from './contestant-names.ts';
import { upstreamName } from './folklore.ts';
import type { Side } from './live-side.ts';
import { targetView } from './target-weights.ts';
import type { Topology } from './topology.ts';

/** What 99.99 % allows in 30 days, as full outage. */
const BUDGET_SECONDS = 259.2;

export interface Now {
  readonly topology: Topology;
  readonly ratePerSecond: number;
  /** Whole seconds since the start of the traffic. */
  readonly second: number;
}

export function contestantStateOf(side: Side, now: Now): ContestantState {
  const { contestant, statistics } = side;
  const { sent, failed } = statistics.totals();
  const spentSeconds = failed / now.ratePerSecond;
  return {
    name: contestant.name,
    title: CONTESTANT_TITLES[contestant.name],
    alive: isAlive(side),
    sent,
    failed,
    ...statistics.recent(now.second),
    budget: { leftRatio: 1 - spentSeconds / BUDGET_SECONDS, spentSeconds },
    writes: side.writes,
    targets: contestant.world.backends.map((backend) => targetStateOf(backend, side, now)),
    phases: phasesOf(side, now.topology),
  };
}

function isAlive({ contestant: { gateway, controller } }: Side): boolean {
  return !gateway.hasEnded() && controller?.hasEnded() !== true;
}

function targetStateOf(backend: Backend, side: Side, now: Now): TargetState {
  const { service, region, name, address } = backend;
  const layout = side.contestant.layouts.find((one) => one.service.name === service);
  const view =
    layout === undefined ? null : targetView(side.view, layout, { region, target: address });
  return {
    service,
    region,
    target: address,
    weight: view?.weight ?? 0,
    health: view?.health ?? null,
    ...side.statistics.target({ service, region, target: name }, now.second),
  };
}

function phasesOf(side: Side, { services }: Topology): ContestantState['phases'] {
  return side.phases.flatMap(({ upstream, region, phase }) => {
    const service = services.find(({ name }) => upstreamName(name) === upstream);
    return service === undefined ? [] : [{ service: service.name, region, phase }];
  });
}
