/**
 * Sees every write and every tick, adds the truth that the controllers cannot see, and tells the
 * checkers; keeps the decisions and counts the writes for the result.
 */

import type { ControllerState } from '../../controller/state.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { StoreCommit } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { ControlRoom } from '../control/control-room.ts';
import type { TickReport } from '../control/controller-process.ts';
import type { DatabaseWrite } from '../control/kong-database.ts';
import { EPOCH_MS } from '../control/virtual-time.ts';
import type { CheckedTick, Checker } from '../contract.ts';
import type { FaultSchedule } from '../faults/schedule.ts';
import type { World } from '../world/contract.ts';

export interface Witness {
  readonly onWrite: (write: DatabaseWrite) => void;
  readonly onTick: (report: TickReport) => void;
  readonly onCommit: (commit: StoreCommit) => void;
  /** To be called once, before anything moves. */
  watch(room: ControlRoom, schedule: FaultSchedule): void;
  /** What was journaled until the end of the scenario; times from the end of the warm-up. */
  events(): readonly ControlEvent[];
  /** By controllers, after the warm-up, until the end of the scenario. */
  writes(): number;
}

export interface WitnessOptions {
  readonly world: World;
  readonly strategy: Strategy;
  readonly warmUpMs: number;
  readonly endMs: number;
  readonly checkers: readonly Checker[];
}

/** A target that fails in this part of the cases or more cannot serve. */
const ABLE_BELOW_RATIO = 0.5;

export function createWitness(options: WitnessOptions): Witness {
  const { world, warmUpMs, endMs, checkers } = options;
  const events: ControlEvent[] = [];
  const scene: { room: ControlRoom | null; schedule: FaultSchedule | null } = {
    room: null,
    schedule: null,
  };
  let state: ControllerState | null = null;
  let token: number | null = null;
  let writes = 0;
  const isTroubled = () => scene.schedule?.isTroubled() ?? false;

  return {
    watch(room, schedule) {
      scene.room = room;
      scene.schedule = schedule;
    },
    onCommit({ state: kept, events: news = [], fence = null }) {
      if (isControllerState(kept)) state = kept;
      token = fence;
      if (world.nowMs > endMs) return;
      for (const event of news) {
        events.push({ ...event, atMs: event.atMs - EPOCH_MS - warmUpMs });
      }
    },
    onWrite(write) {
      const { gateway, upstream, writer } = write;
      const isForeign = writer === 'foreign';
      if (!isForeign && world.nowMs >= warmUpMs && world.nowMs <= endMs) writes += 1;
      if (checkers.length === 0) return;
      const desired = state?.decide.desired[gateway]?.[upstream];
      const checked = {
        ...write,
        atMs: EPOCH_MS + write.atMs,
        able: ableTargets(options),
        urgent: desired?.urgent ?? false,
        isTroubled: isTroubled(),
        demandRps: demandRps(options, { gateway, upstream, schedule: scene.schedule }),
        token: isForeign ? null : token,
      };
      for (const checker of checkers) checker.onWrite?.(checked);
    },
    onTick({ controller, events: news, decision }) {
      if (checkers.length === 0) return;
      const { isLost = false } = scene.room?.observer ?? {};
      const tick: CheckedTick = {
        atMs: EPOCH_MS + world.nowMs,
        controller,
        events: news,
        decision,
        isTelemetryLost: isLost,
        isTroubled: isTroubled(),
        faults: scene.schedule?.active() ?? [],
        able: ableTargets(options),
      };
      for (const checker of checkers) checker.onTick?.(tick);
    },
    events: () => events,
    writes: () => writes,
  };
}

/** Reachable, and failing in less than half of the cases. */
function ableTargets({ world }: WitnessOptions): ReadonlySet<string> {
  return new Set(
    world.spec.servers
      .filter((server) => {
        const { reachability, errorRatio } = world.serverState(server.name);
        return (
          reachability === 'up' && 1 - (1 - errorRatio) * (1 - server.errorRatio) < ABLE_BELOW_RATIO
        );
      })
      .map(({ name }) => name),
  );
}

/** Mean of the traffic's shape; a diurnal curve or a burst makes it more or less for a while. */
function demandRps(
  { world }: WitnessOptions,
  options: { gateway: string; upstream: string; schedule: FaultSchedule | null },
): number {
  const services = world.spec.gateways
    .find(({ name }) => name === options.gateway)
    ?.services.filter(({ upstream }) => upstream === options.upstream)
    .map(({ name }) => name);
  const factor = (options.schedule?.active() ?? []).reduce(
    (product, fault) => (fault.kind === 'traffic' ? product * fault.factor : product),
    1,
  );
  return world.spec.sources
    .filter(({ gateway, service }) => gateway === options.gateway && services?.includes(service))
    .reduce((sum, { ratePerSecond }) => sum + ratePerSecond * factor, 0);
}

function isControllerState(value: unknown): value is ControllerState {
  return typeof value === 'object' && value !== null && 'decide' in value;
}
