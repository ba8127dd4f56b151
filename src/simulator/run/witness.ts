/**
 * Sees every write and every tick, adds the truth that the controllers cannot see, and tells the
 * checkers; keeps the decisions and counts the writes for the result.
 */

import type { ControllerState } from '../../controller/state.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { StoreCommit } from '../../model/ports.ts';
import type { ControlRoom } from '../control/control-room.ts';
import type { TickReport } from '../control/controller-process.ts';
import type { DatabaseWrite } from '../control/kong-database.ts';
import { EPOCH_MS } from '../control/virtual-time.ts';
import type { CheckedTick, Checker } from '../contract.ts';
import type { FaultSchedule } from '../faults/schedule.ts';
import type { World } from '../world/contract.ts';
import { ableTargets, demandRps } from './truth.ts';

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
  readonly warmUpMs: number;
  readonly endMs: number;
  readonly checkers: readonly Checker[];
}

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
        able: ableTargets(world),
        urgent: desired?.urgent ?? false,
        isTroubled: isTroubled(),
        demandRps: demandRps(world, { gateway, upstream, faults: scene.schedule?.active() ?? [] }),
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
        able: ableTargets(world),
      };
      for (const checker of checkers) checker.onTick?.(tick);
    },
    events: () => events,
    writes: () => writes,
  };
}

function isControllerState(value: unknown): value is ControllerState {
  return typeof value === 'object' && value !== null && 'decide' in value;
}
