/**
 * The balancer models of a node, one per upstream, kept in step with the entity store: a write to an
 * upstream or its targets rebuilds its model at once (Kong: some 10 ms), and so does a change of what
 * its targets' names resolve to.
 *
 * The health of a deleted upstream is kept a while, because Kong keeps it too (facts 31, 32).
 */

import type { Resolution, UpstreamModel } from '../../balancer/contract.ts';
import { isIpLiteral, parseTarget } from '../../balancer/target-address.ts';
import { createUpstreamModel } from '../../balancer/upstream-model.ts';
import type { EntityStore } from '../entities/store.ts';
import type { EntityChange } from '../entities/types.ts';
import type { HostResolver } from './host-resolver.ts';

/** Kong keeps the health of what is gone for `CLEAR_HEALTH_STATUS_DELAY`. */
const KEPT_MS = 300_000;
/** How often target names are resolved again. */
const RESOLVE_EVERY_MS = 10_000;

export interface UpstreamModels {
  get(upstream: string): UpstreamModel | null;
  all(): Iterable<readonly [string, UpstreamModel]>;
  apply(change: EntityChange): void;
  close(): void;
}

export interface UpstreamModelsOptions {
  readonly store: EntityStore;
  readonly resolver: HostResolver;
  readonly workers: number;
  readonly random: () => number;
  readonly nowMs: () => number;
  /** Called after every rebuild: the probe clock has changed. */
  readonly onRebuilt: () => void;
}

interface Held {
  readonly model: UpstreamModel;
  resolution: Resolution;
  /** Set while the upstream is deleted. */
  deletedAtMs: number | null;
}

export function createUpstreamModels(options: UpstreamModelsOptions): UpstreamModels {
  return new Models(options);
}

class Models implements UpstreamModels {
  readonly #options: UpstreamModelsOptions;
  readonly #held = new Map<string, Held>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: UpstreamModelsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tend(), RESOLVE_EVERY_MS).unref();
    this.#rebuildAll();
  }

  get(upstream: string): UpstreamModel | null {
    const held = this.#held.get(upstream);
    return held === undefined || held.deletedAtMs !== null ? null : held.model;
  }

  *all(): Generator<readonly [string, UpstreamModel]> {
    for (const [name, { model, deletedAtMs }] of this.#held) {
      if (deletedAtMs === null) yield [name, model];
    }
  }

  apply(change: EntityChange): void {
    if (change.kind === 'everything') this.#rebuildAll();
    if (change.kind === 'targets') this.#rebuild(change.upstream);
    if (change.kind === 'upstreams') {
      if (change.previousName !== change.upstream) this.#rebuild(change.previousName);
      this.#rebuild(change.upstream);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #rebuildAll(): void {
    const { store } = this.#options;
    for (const name of new Set([...store.upstreamNames(), ...this.#held.keys()])) {
      this.#rebuild(name);
    }
  }

  #rebuild(upstream: string): void {
    const { store, resolver, workers, random, nowMs, onRebuilt } = this.#options;
    const settings = store.settingsOf(upstream);
    const held = this.#held.get(upstream);
    if (settings === null) {
      if (held !== undefined) held.deletedAtMs ??= nowMs();
      return;
    }
    const targets = store.targetsOf(upstream);
    const resolution = knownResolution(targets, resolver);
    const definition = { settings, targets, resolution, nowMs: nowMs() };
    if (held === undefined) {
      const model = createUpstreamModel({ ...definition, workers, random });
      this.#held.set(upstream, { model, resolution, deletedAtMs: null });
    } else {
      held.deletedAtMs = null;
      held.resolution = resolution;
      held.model.rebuild(definition);
    }
    onRebuilt();
    void this.#resolve(upstream);
  }

  /** Looks the targets' names up again and rebuilds when an answer changed. Never rejects. */
  async #resolve(upstream: string): Promise<void> {
    const { store, resolver, nowMs, onRebuilt } = this.#options;
    const names = hostNames(store.targetsOf(upstream));
    if (names.length === 0) return;
    await Promise.all(names.map((name) => resolver.resolve(name)));
    const held = this.#held.get(upstream);
    if (held === undefined || held.deletedAtMs !== null) return;
    const resolution = knownResolution(store.targetsOf(upstream), resolver);
    if (JSON.stringify(resolution) === JSON.stringify(held.resolution)) return;
    held.resolution = resolution;
    held.model.rebuild({ resolution, nowMs: nowMs() });
    onRebuilt();
  }

  #tend(): void {
    for (const [name, { deletedAtMs }] of this.#held) {
      if (deletedAtMs === null) void this.#resolve(name);
      else if (this.#options.nowMs() - deletedAtMs > KEPT_MS) this.#held.delete(name);
    }
  }
}

function hostNames(targets: readonly { readonly target: string }[]): readonly string[] {
  const hosts = targets.map(({ target }) => parseTarget(target).host);
  return [...new Set(hosts.filter((host) => !isIpLiteral(host)))];
}

function knownResolution(
  targets: readonly { readonly target: string }[],
  resolver: HostResolver,
): Resolution {
  const addresses: Record<string, readonly string[]> = {};
  for (const host of hostNames(targets)) {
    const known = resolver.known(host);
    if (known !== null && known.length > 0) addresses[host] = known;
  }
  return { addresses };
}
