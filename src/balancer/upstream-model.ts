/**
 * One Kong upstream on one node: the balancers of its workers, the health they share, and what a
 * write to it does. See `contract.ts` for the surface and `kong-facts` A and B for the behaviour.
 *
 * A write makes a new pool and new balancers at once in every worker; Kong takes some 10 ms.
 */

import { assert } from '../lib/assert.ts';
import type { KongUpstreamSettings } from '../model/kong.ts';
import type { Algorithm, AlgorithmOptions, WorkerBalancer } from './algorithm.ts';
import { NO_PEERS, PICKED_UNAVAILABLE, RequestState } from './algorithm.ts';
import { ConsistentHashing } from './consistent-hashing.ts';
import type {
  Address,
  BalancerHealthView,
  PickHandle,
  PickResult,
  ProbeJob,
  ProbeResult,
  TargetHealthView,
  TryReport,
  UpstreamModel,
  UpstreamModelOptions,
} from './contract.ts';
import { HealthChecker } from './health-checker.ts';
import { breaksChecker } from './health-settings.ts';
import { viewBalancer, viewTargets } from './health-view.ts';
import { Latency } from './latency.ts';
import { LeastConnections } from './least-connections.ts';
import { Pool } from './pool.ts';
import { RoundRobin } from './round-robin.ts';
import { parseTarget, resolveTargets } from './target-address.ts';

export function createUpstreamModel(options: UpstreamModelOptions): UpstreamModel {
  return new Upstream(options);
}

const UNHEALTHY: PickResult = { kind: 'unhealthy' };
const NO_PEERS_LEFT: PickResult = { kind: 'no-peers' };
const ERROR: PickResult = { kind: 'error' };

interface AlgorithmKind {
  readonly create: (options: AlgorithmOptions) => Algorithm;
  /** Whether workers can use one instance, because nothing in it depends on what it picked. */
  readonly isShared: boolean;
}

const ALGORITHMS: Record<KongUpstreamSettings['algorithm'], AlgorithmKind> = {
  'round-robin': { create: (options) => new RoundRobin(options), isShared: false },
  'least-connections': { create: (options) => new LeastConnections(options), isShared: false },
  'consistent-hashing': { create: (options) => new ConsistentHashing(options), isShared: true },
  latency: { create: (options) => new Latency(options), isShared: false },
};

type Definition = Pick<UpstreamModelOptions, 'settings' | 'targets' | 'resolution'>;

class Upstream implements UpstreamModel {
  readonly #workers: number;
  readonly #random: () => number;
  readonly #tagOf: ((target: string) => number) | undefined;
  readonly #checker: HealthChecker;
  #definition: Definition;
  #broken = false;
  #pool = new Pool([], 0);
  #balancers: readonly WorkerBalancer[] = [];
  /** Time of the last call that told one; health reports carry none. */
  #latestMs: number;

  constructor(options: UpstreamModelOptions) {
    const { settings, targets, resolution, nowMs } = options;
    this.#workers = options.workers;
    this.#random = options.random;
    this.#tagOf = options.tagOf;
    this.#latestMs = nowMs;
    this.#definition = { settings, targets, ...(resolution && { resolution }) };
    this.#checker = new HealthChecker({
      nowMs,
      onChange: (key, available) => this.#setAvailable(key, available),
    });
    this.rebuild({ settings, nowMs });
  }

  get settings(): KongUpstreamSettings {
    return this.#definition.settings;
  }

  get broken(): boolean {
    return this.#broken;
  }

  rebuild({ nowMs, ...change }: Partial<Definition> & { readonly nowMs: number }): void {
    this.#latestMs = nowMs;
    if (this.#broken) return;
    const definition = { ...this.#definition, ...change };
    const { healthchecks } = definition.settings;
    if (breaksChecker(healthchecks)) {
      this.#broken = true;
      this.#checker.stop();
      return;
    }
    this.#definition = definition;
    const targets = resolveTargets(definition.targets, definition.resolution, this.#tagOf);
    const pool = new Pool(targets, healthchecks.threshold);
    if (change.settings === undefined && change.targets === undefined) {
      this.#checker.replaceAddresses(pool.addresses, keysLost(this.#pool, pool));
    } else {
      this.#checker.restart(healthchecks, pool.addresses, nowMs);
    }
    this.#install(pool);
  }

  begin(worker: number, hashInput: string | null, ended: PickHandle | null = null): PickHandle {
    const balancer = this.#balancers[worker % this.#workers] ?? null;
    if (ended === null) return new RequestState(worker, balancer, hashInput);
    requestOf(ended).reset(worker, balancer, hashInput);
    return ended;
  }

  pick(handle: PickHandle, nowMs: number): PickResult {
    this.#latestMs = nowMs;
    const request = requestOf(handle);
    if (request.balancer === null) return ERROR;
    const { pool, algorithm } = request.balancer;
    if (!pool.healthy) return UNHEALTHY;
    const index = algorithm.pick(request, nowMs);
    if (index === NO_PEERS) return NO_PEERS_LEFT;
    if (index === PICKED_UNAVAILABLE) return ERROR;
    request.tries += 1;
    return pool.picked(index);
  }

  end(
    handle: PickHandle,
    outcome: { readonly responseTimeMs: number | null },
    nowMs: number,
  ): void {
    this.#latestMs = nowMs;
    const request = requestOf(handle);
    request.balancer?.algorithm.end?.(request, outcome.responseTimeMs, nowMs);
  }

  reportTry(address: Address, report: TryReport): boolean {
    return this.#checker.reportTry(address.key, report);
  }

  dueProbes(nowMs: number): readonly ProbeJob[] {
    this.#latestMs = nowMs;
    return this.#checker.due(nowMs);
  }

  nextProbeMs(): number | null {
    return this.#checker.nextMs();
  }

  reportProbe(address: Address, result: ProbeResult): boolean {
    return this.#checker.reportProbe(address.key, result);
  }

  setHealth(
    target: string,
    healthy: boolean,
    ipPort?: string,
  ): 'done' | 'no-checker' | 'unknown-target' {
    const found = this.#pool.targets.find((candidate) => isAt(candidate, target));
    if (found === undefined) return 'unknown-target';
    if (!this.#checker.isOn) return 'no-checker';
    for (const { key, ip, port } of found.addresses) {
      const isMeant = ipPort === undefined || isAt({ host: ip, port }, ipPort);
      if (isMeant) this.#checker.setHealth(key, healthy);
    }
    return 'done';
  }

  targetHealth(): readonly TargetHealthView[] {
    return viewTargets(this.#pool, this.#checker.isOn);
  }

  balancerHealth(): BalancerHealthView {
    return viewBalancer(this.#pool, this.#checker.isOn);
  }

  #install(pool: Pool): void {
    for (const { key, weight } of pool.addresses) {
      if (weight > 0 && !this.#checker.isAvailable(key)) pool.setAvailable(key, false);
    }
    this.#pool = pool;
    const { settings } = this.#definition;
    const { create, isShared } = ALGORITHMS[effectiveAlgorithm(settings)];
    const { slots } = settings;
    const createBalancer = (): WorkerBalancer => {
      const options = { pool, random: this.#random, nowMs: this.#latestMs, slots };
      return { pool, algorithm: create(options) };
    };
    const first = createBalancer();
    this.#balancers = Array.from({ length: this.#workers }, (_, worker) => {
      return isShared || worker === 0 ? first : createBalancer();
    });
  }

  #setAvailable(key: string, available: boolean): void {
    if (!this.#pool.setAvailable(key, available)) return;
    for (const { algorithm } of this.#balancers) algorithm.availabilityChanged(this.#latestMs);
  }
}

/** Without anything to hash on, consistent hashing spreads evenly (facts 7). */
function effectiveAlgorithm({ algorithm, hash_on: hashOn }: KongUpstreamSettings) {
  return algorithm === 'consistent-hashing' && hashOn === 'none' ? 'round-robin' : algorithm;
}

function requestOf(handle: PickHandle): RequestState {
  assert(handle instanceof RequestState, 'a handle that `begin` did not give');
  return handle;
}

function keysLost(before: Pool, after: Pool): string[] {
  const kept = new Set(after.addresses.map(({ key }) => key));
  return before.addresses.map(({ key }) => key).filter((key) => !kept.has(key));
}

function isAt({ host, port }: { host: string; port: number }, hostAndPort: string): boolean {
  const wanted = parseTarget(hostAndPort);
  return wanted.host === host && wanted.port === port;
}
