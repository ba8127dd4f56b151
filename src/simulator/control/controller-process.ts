/**
 * The production controller as a process in virtual time: `run` of `src/controller` with simulated
 * ports. It can be stopped in good order, and killed at any moment: then none of its calls is ever
 * answered again, as after SIGKILL; what it had sent to Kong is still carried out.
 */

import { createController } from '../../controller/controller.ts';
import type { ControlEvent } from '../../model/control.ts';
import type {
  Clock,
  DecisionRecord,
  KongAdmin,
  Logger,
  Store,
  StoreCommit,
} from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { VirtualTelemetry } from './virtual-telemetry.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface ControllerProcess {
  readonly name: string;
  /** Neither stopped nor killed yet. */
  readonly isRunning: boolean;
  /** SIGTERM. */
  stop(): void;
  /** SIGKILL. */
  kill(): void;
}

/** What one tick left in the store. */
export interface TickReport {
  readonly controller: string;
  readonly events: readonly ControlEvent[];
  readonly decision: DecisionRecord | null;
}

export interface ControllerProcessOptions {
  readonly name: string;
  readonly strategy: Strategy;
  readonly time: VirtualTime;
  readonly clock: Clock;
  readonly store: Store;
  readonly kong: Readonly<Record<string, KongAdmin>>;
  readonly telemetry: VirtualTelemetry;
  readonly tickMs?: number;
  /** After each tick, before the next one. */
  readonly onTick: (report: TickReport) => void;
  /** What the controller has committed, as it does so. */
  readonly onCommit: (commit: StoreCommit) => void;
  /** A tick failed by a mistake of ours, not by the simulated world. */
  readonly onError: (error: string) => void;
}

export function startControllerProcess(options: ControllerProcessOptions): ControllerProcess {
  const { name, strategy, time, telemetry, onTick, onError } = options;
  const stopping = new AbortController();
  const life = { isDead: false };
  const news: { events: ControlEvent[]; decision: DecisionRecord | null } = {
    events: [],
    decision: null,
  };
  const store = watchedStore(options, (commit) => {
    news.events.push(...(commit.events ?? []));
    news.decision = commit.decision ?? news.decision;
    options.onCommit(commit);
  });
  const clock: Clock = {
    ...options.clock,
    // `run` sleeps once after each tick.
    sleep: (durationMs, signal) => {
      if (!life.isDead) onTick({ controller: name, ...news });
      news.events = [];
      news.decision = null;
      return options.clock.sleep(durationMs, signal);
    },
  };
  const mortalClock = mortal(clock, life, time);
  const ports = {
    kong: Object.fromEntries(
      Object.entries(options.kong).map(([gateway, kong]) => [gateway, mortal(kong, life, time)]),
    ),
    telemetry,
    store: mortal(store, life, time),
    clock: { ...clock, sleep: (...rest: Parameters<Clock['sleep']>) => mortalClock.sleep(...rest) },
    logger: errorLogger(onError),
  };
  const controller = createController({
    strategy,
    ports,
    holder: name,
    ...(options.tickMs === undefined ? {} : { tickMs: options.tickMs }),
  });
  void controller.run(stopping.signal).catch((error: unknown) => onError(String(error)));
  let isRunning = true;
  const end = () => {
    isRunning = false;
    telemetry.stop();
  };
  return {
    name,
    get isRunning() {
      return isRunning;
    },
    stop() {
      end();
      stopping.abort();
    },
    kill() {
      end();
      life.isDead = true;
    },
  };
}

/** Everything the controller asks for goes unanswered once it is dead. */
function mortal<T extends object>(
  port: T,
  life: { readonly isDead: boolean },
  time: VirtualTime,
): T {
  return new Proxy(port, {
    get(target, key): unknown {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        time.touch();
        if (life.isDead) return await never();
        try {
          const value: unknown = await Reflect.apply(member, target, args);
          return life.isDead ? await never() : value;
        } catch (error) {
          if (life.isDead) return await never();
          throw error;
        } finally {
          time.touch();
        }
      };
    },
  });
}

function never(): Promise<never> {
  return new Promise(() => {});
}

function watchedStore(
  { store }: ControllerProcessOptions,
  onCommit: (commit: StoreCommit) => void,
): Store {
  return {
    ...store,
    commit: async (commit) => {
      await store.commit(commit);
      onCommit(commit);
    },
  };
}

/** A lost lease is the world's doing; every other failed tick is a bug and must not pass in silence. */
function errorLogger(onError: (error: string) => void): Logger {
  return {
    info: () => {},
    warn: () => {},
    error: ({ error }, message) => {
      const text = `${message} ${String(error)}`;
      if (!text.includes('Another controller leads now')) onError(text);
    },
  };
}
