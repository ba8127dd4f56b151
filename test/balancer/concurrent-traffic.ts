/** A closed loop of connections in virtual time, for the recordings made under concurrency. */

import type { PickHandle, UpstreamModel } from '../../src/balancer/contract.ts';
import { exponential, seededRandom } from '../../src/lib/random.ts';
import type { Exchange } from './support.ts';
import { FIRST_PORT } from './support.ts';

export interface ConcurrentTrafficOptions {
  readonly requests: number;
  readonly connections: number;
  readonly workers: number;
  readonly retries?: number;
  readonly refuses?: (target: number) => boolean;
  /** Mean time of an answer. */
  readonly meanMsOf?: (target: number) => number;
  readonly seed?: number;
}

/** A refusal is quick but not instant: other connections may pick in between. */
const REFUSAL_MS = 0.2;

interface Connection {
  readonly worker: number;
  /** When its current try is over. */
  atMs: number;
  tryStartedAtMs: number;
  handle: PickHandle;
  path: number[];
}

/** Connection `i` belongs to worker `i mod workers`. */
export function sendConcurrently(
  model: UpstreamModel,
  options: ConcurrentTrafficOptions,
): Exchange[] {
  const { workers, retries = 5, refuses = () => false, meanMsOf = () => 1 } = options;
  const random = seededRandom(options.seed ?? 1);
  const exchanges: Exchange[] = [];

  const startTry = (connection: Connection, nowMs: number) => {
    const picked = model.pick(connection.handle, nowMs);
    if (picked.kind !== 'address') {
      finish(connection, picked.kind === 'error' ? 500 : 503, nowMs);
      return;
    }
    const target = picked.address.port - FIRST_PORT + 1;
    connection.path.push(target);
    connection.tryStartedAtMs = nowMs;
    const meanMs = refuses(target) ? REFUSAL_MS : meanMsOf(target);
    connection.atMs = nowMs + exponential(random, meanMs);
  };
  const finish = (connection: Connection, status: number, nowMs: number) => {
    const responseTimeMs = status === 200 ? nowMs - connection.tryStartedAtMs : null;
    model.end(connection.handle, { responseTimeMs }, nowMs);
    exchanges.push({ path: connection.path, status });
    connection.handle = model.begin(connection.worker, null);
    connection.path = [];
    connection.atMs = nowMs + exponential(random, 0.1);
  };
  const advance = (connection: Connection) => {
    const { path, atMs } = connection;
    const last = path.at(-1);
    if (last === undefined) startTry(connection, atMs);
    else if (!refuses(last)) finish(connection, 200, atMs);
    else if (path.length > retries) finish(connection, 502, atMs);
    else startTry(connection, atMs);
  };

  const connections = Array.from({ length: options.connections }, (_, index): Connection => {
    const worker = index % workers;
    const atMs = index / 100;
    return { worker, atMs, tryStartedAtMs: 0, handle: model.begin(worker, null), path: [] };
  });
  while (exchanges.length < options.requests) {
    advance(connections.reduce((first, other) => (other.atMs < first.atMs ? other : first)));
  }
  // What is still in flight must not count as connections for ever.
  for (const { handle, atMs } of connections) model.end(handle, { responseTimeMs: null }, atMs);
  return exchanges;
}
