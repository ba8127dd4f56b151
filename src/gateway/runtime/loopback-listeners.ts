/**
 * Kong listens on 0.0.0.0 by default and so answers on every loopback address; this gateway listens
 * on one. It opens the others where a target is the gateway itself: an address of 127.0.0.0/8 with
 * a port of its proxy. Once open they stay.
 *
 * A departure from Kong: after such a target was written it takes a moment until its address answers.
 * Where the system has no such address (macOS without an alias) that is said once.
 */

import type { Logger } from '../../model/ports.ts';
import type { EntityStore } from '../entities/store.ts';
import type { ListenAddress } from '../proxy/proxy-server.ts';

export interface LoopbackListenersOptions {
  readonly store: EntityStore;
  /** Where the proxy listens. */
  readonly proxy: readonly ListenAddress[];
  readonly listen: (address: ListenAddress) => Promise<unknown>;
  readonly onOpened: (address: ListenAddress) => void;
  readonly logger: Logger;
}

export interface LoopbackListeners {
  /** Resolves when everything that was wanted until now is open, or could not be. */
  settled(): Promise<void>;
  close(): void;
}

/** More than any layout has; a limit on what a configuration can make this process open. */
const MAX_LISTENERS = 300;

export function createLoopbackListeners(options: LoopbackListenersOptions): LoopbackListeners {
  const { store, proxy, listen, onOpened, logger } = options;
  const known = new Set(proxy.map(({ host, port }) => `${host}:${port}`));
  const ports = new Set(proxy.filter(({ host }) => isLoopback(host)).map(({ port }) => port));
  let opening: Promise<unknown> = Promise.resolve();

  const open = async (address: ListenAddress) => {
    try {
      await listen(address);
      onOpened(address);
    } catch (error) {
      const what = 'the gateway cannot reach itself on a loopback address that a target names';
      logger.warn({ ...address, error: String(error) }, what);
    }
  };
  const openWanted = (upstream: string) => {
    for (const { target } of store.targetsOf(upstream)) {
      const address = addressOf(target);
      if (address === null || !ports.has(address.port) || known.has(target)) continue;
      if (known.size >= MAX_LISTENERS) return;
      known.add(target);
      opening = Promise.all([opening, open(address)]);
    }
  };
  const openAll = () => {
    for (const name of store.upstreamNames()) openWanted(name);
  };
  const unsubscribe = store.onChange((change) => {
    if (change.kind === 'targets') openWanted(change.upstream);
    if (change.kind === 'everything') openAll();
  });
  openAll();
  return {
    async settled() {
      await opening;
    },
    close: unsubscribe,
  };
}

function addressOf(target: string): ListenAddress | null {
  const match = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}):(\d{1,5})$/.exec(target);
  return match?.[1] === undefined ? null : { host: match[1], port: Number(match[2]) };
}

function isLoopback(host: string): boolean {
  return host.startsWith('127.') || host === 'localhost';
}
