/**
 * All health records of one upstream on one node, and the clock that probes them.
 *
 * Records outlive rebuilds: an address that is no longer used (deleted, or weight 0) keeps its
 * verdict, and goes on being probed, for 300 s after the last rebuild (kong-facts A7; facts 31,
 * 38). A new address is healthy until it is proved otherwise (facts 36). An address that was never
 * used with a weight above 0 has no record: marks on it do nothing (facts 26) and it is not probed
 * (facts 93).
 */

import type { KongHealthchecks } from '../model/kong.ts';
import type { Address, ProbeJob, ProbeResult, TryReport } from './contract.ts';
import type { CheckLimits, HealthRecord } from './health-record.ts';
import {
  checkLimits,
  createHealthRecord,
  isAvailable,
  isSuccess,
  mark,
  report,
  settle,
} from './health-record.ts';
import { probeIntervals, usesHealthchecks } from './health-settings.ts';
import type { Cadence } from './probe-clock.ts';
import { ProbeClock } from './probe-clock.ts';

/** Kong's CLEAR_HEALTH_STATUS_DELAY. */
const PURGE_AFTER_MS = 300_000;

export interface HealthCheckerOptions {
  readonly nowMs: number;
  /** Called when an address became available or unavailable. */
  readonly onChange: (key: string, available: boolean) => void;
}

interface ActiveSettings {
  readonly active: CheckLimits;
  readonly passive: CheckLimits;
  readonly timeoutMs: number;
  readonly clock: ProbeClock;
}

export class HealthChecker {
  readonly #records = new Map<string, HealthRecord>();
  readonly #onChange: HealthCheckerOptions['onChange'];
  readonly #tickOriginMs: number;
  /**
   * Every record is healthy, so that a success changes nothing and none need be looked up; `false`
   * when that is not known.
   */
  #isAllWell = false;
  /** `null` while all checks are off. */
  #settings: ActiveSettings | null = null;

  constructor({ nowMs, onChange }: HealthCheckerOptions) {
    this.#tickOriginMs = nowMs;
    this.#onChange = onChange;
  }

  get isOn(): boolean {
    return this.#settings !== null;
  }

  /** The checker is made anew: addresses left out are kept for a while, the clock starts again. */
  restart(healthchecks: KongHealthchecks, addresses: readonly Address[], nowMs: number): void {
    this.#purge(nowMs);
    for (const record of this.#records.values()) record.purgeAtMs = nowMs + PURGE_AFTER_MS;
    this.#settings = null;
    if (!usesHealthchecks(healthchecks)) return;
    for (const address of addresses) this.#add(address);
    const { active, passive } = healthchecks;
    const intervals = probeIntervals(healthchecks);
    const timeoutMs = active.timeout * 1000;
    const clock = new ProbeClock({
      healthyIntervalMs: intervals.healthy,
      unhealthyIntervalMs: intervals.unhealthy,
      timeoutMs,
      concurrency: active.concurrency,
      nowMs,
      tickOriginMs: this.#tickOriginMs,
    });
    const limits = { active: checkLimits(active), passive: checkLimits(passive) };
    this.#settings = { ...limits, timeoutMs, clock };
    this.#lookWhetherAllIsWell();
  }

  /** Only DNS changed: the checker stays, the clock runs on, lost addresses are forgotten. */
  replaceAddresses(addresses: readonly Address[], lostKeys: readonly string[]): void {
    if (this.#settings === null) return;
    for (const key of lostKeys) this.#records.delete(key);
    for (const address of addresses) if (!this.#records.has(address.key)) this.#add(address);
  }

  /** Nothing is checked, counted or marked any more; what is known stays. */
  stop(): void {
    this.#settings = null;
  }

  /** As a new balancer should see it; without checks everything is. */
  isAvailable(key: string): boolean {
    const record = this.#settings === null ? undefined : this.#records.get(key);
    return record === undefined || isAvailable(record);
  }

  reportTry(key: string, outcome: TryReport): boolean {
    if (this.#settings === null) return false;
    const { passive } = this.#settings;
    if (this.#isAllWell && isSuccess(passive, outcome)) return false;
    return this.#count(key, passive, outcome);
  }

  reportProbe(key: string, outcome: ProbeResult): boolean {
    if (this.#settings === null) return false;
    this.#settings.clock.finished(key);
    return this.#count(key, this.#settings.active, outcome);
  }

  setHealth(key: string, healthy: boolean): void {
    const record = this.#records.get(key);
    if (record === undefined) return;
    mark(record, healthy);
    this.#lookWhetherAllIsWell();
    this.#onChange(key, healthy);
  }

  due(nowMs: number): ProbeJob[] {
    if (this.#settings === null) return [];
    const { clock, timeoutMs } = this.#settings;
    this.#purge(nowMs);
    const keys = clock.due(nowMs, (cadence) => this.#keysOf(cadence));
    return keys.flatMap((key) => {
      const record = this.#records.get(key);
      if (record !== undefined) return [{ address: record.address, timeoutMs }];
      clock.finished(key);
      return [];
    });
  }

  nextMs(): number | null {
    return this.#settings === null ? null : this.#settings.clock.nextMs();
  }

  #add(address: Address): void {
    if (address.weight === 0) return;
    const record = this.#records.get(address.key);
    if (record === undefined) {
      this.#records.set(address.key, createHealthRecord(address));
      return;
    }
    record.address = address;
    record.purgeAtMs = null;
    settle(record);
  }

  #count(key: string, limits: CheckLimits, outcome: TryReport | ProbeResult): boolean {
    const record = this.#records.get(key);
    if (record === undefined) return false;
    const wasAvailable = isAvailable(record);
    if (!isSuccess(limits, outcome)) this.#isAllWell = false;
    if (!report(record, limits, outcome)) return false;
    const available = isAvailable(record);
    this.#lookWhetherAllIsWell();
    this.#onChange(key, available);
    return wasAvailable !== available;
  }

  #lookWhetherAllIsWell(): void {
    this.#isAllWell = [...this.#records.values()].every(({ state }) => state === 'healthy');
  }

  #keysOf(cadence: Cadence): string[] {
    const keys: string[] = [];
    for (const [key, record] of this.#records) {
      if (isAvailable(record) === (cadence === 'healthy')) keys.push(key);
    }
    return keys;
  }

  #purge(nowMs: number): void {
    for (const [key, { purgeAtMs }] of this.#records) {
      if (purgeAtMs !== null && purgeAtMs <= nowMs) this.#records.delete(key);
    }
  }
}
