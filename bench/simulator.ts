/**
 * How fast the simulator is: events per second of the full loop (clients, gateways with health
 * checks, servers), beside an empty loop that only puts events on the same agenda and takes them
 * off again; and an hour of 2,000 requests per second in virtual time.
 *
 * An event is something that was taken from the agenda and handled: a request is sent, reaches its
 * server, is worked off, is answered; time-outs that were stopped in time are none. The machine's
 * other work counts against the wall clock only; the bars are meant for a machine of its own.
 * `node bench/simulator.ts [--seconds 3600]`.
 */

import os from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import { exponential, seededRandom } from '../src/lib/random.ts';
import type { KongAlgorithm } from '../src/model/kong.ts';
import { Agenda } from '../src/simulator/engine/agenda.ts';
import type { World } from '../src/simulator/world/contract.ts';
import { createWorld } from '../src/simulator/world/create-world.ts';
import { healthchecks } from '../test/balancer/support.ts';
import { simpleWorld } from '../test/simulator/simple-world.ts';

const RATE_PER_SECOND = 2_000;
const WARM_UP_MS = 60_000;
const SLICES = 40;
const SLICE_MS = 10_000;

/** Two nodes of four workers, six targets of eight workers, a load of 0.6, some errors. */
function typicalWorld(algorithm: KongAlgorithm): World {
  const passive = { tcp: 2, timeouts: 3, http: 5, successes: 1 };
  const checks = healthchecks({ interval: 1, activeLimit: 2, passive });
  const world = createWorld(
    simpleWorld({
      targets: 6,
      ratePerSecond: RATE_PER_SECOND,
      serviceTime: { kind: 'lognormal', meanMs: 14, sigma: 0.5 },
      settings: { algorithm, healthchecks: checks },
      server: { workers: 8, queue: 66, errorRatio: 0.001, errorTimeRatio: 0.2 },
      nodes: 2,
      workers: 4,
      oneWayMs: 0.25,
      deadlineMs: 5_000,
      service: { readTimeoutMs: 2_000 },
    }),
  );
  // As in a real run, somebody reads what became of the requests.
  world.onSecond(() => undefined);
  const reader = world.createTallyReader();
  const read = () => {
    reader.read();
    world.schedule(world.nowMs + 1_000, read);
  };
  read();
  return world;
}

/** As many events waiting as there are in the typical world; each causes the next. */
function emptyLoop(): Agenda {
  const random = seededRandom(1);
  const gapsMs = Float64Array.from({ length: 4_096 }, () => exponential(random, 14));
  const agenda = new Agenda(() => {
    agenda.at(agenda.nowMs + (gapsMs[agenda.events & 4_095] ?? 0), 1, 1);
  });
  for (let count = 0; count < 30; count += 1) agenda.at(count, 1, 1);
  return agenda;
}

interface Loop {
  readonly events: number;
  readonly nowMs: number;
  run(untilMs: number): unknown;
}

/** Nanoseconds for each event, of wall clock and of processor. */
function measure(loop: Loop, forMs: number): { wallNs: number; cpuNs: number } {
  const eventsBefore = loop.events;
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  loop.run(loop.nowMs + forMs);
  const tookMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  const events = loop.events - eventsBefore;
  return { wallNs: (tookMs * 1e6) / events, cpuNs: ((user + system) * 1e3) / events };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Takes turns with the empty loop, so that both have the machine in the same state. */
function compare(algorithm: KongAlgorithm): string {
  const world = typicalWorld(algorithm);
  const empty = emptyLoop();
  world.run(WARM_UP_MS);
  empty.run(WARM_UP_MS);
  const turns = Array.from({ length: SLICES }, () => {
    return { full: measure(world, SLICE_MS), empty: measure(empty, 4 * SLICE_MS) };
  });
  const wallNs = turns.map(({ full }) => full.wallNs);
  const cpuNs = turns.map(({ full }) => full.cpuNs);
  const ratio = median(turns.map((turn) => turn.full.cpuNs / turn.empty.cpuNs));
  const emptyNs = median(turns.map((turn) => turn.empty.cpuNs));
  return (
    `${algorithm}: ${millions(median(wallNs))} M events/s (best ${millions(Math.min(...wallNs))}), ` +
    `${millions(median(cpuNs))} per second of processor (best ${millions(Math.min(...cpuNs))}); ` +
    `empty loop ${millions(emptyNs)}, ${ratio.toFixed(1)} times as fast`
  );
}

function millions(nanoseconds: number): string {
  return (1e3 / nanoseconds).toFixed(2);
}

function hour(seconds: number): string {
  const world = typicalWorld('least-connections');
  let sent = 0;
  let peakBytes = 0;
  let peakInFlight = 0;
  world.onSecond((second) => {
    sent += second.sent;
    peakInFlight = Math.max(peakInFlight, world.inFlight);
    if (second.second % 60 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage().heapUsed);
  });
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  world.run(seconds * 1_000);
  const tookMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  return (
    `${seconds} s at ${RATE_PER_SECOND} requests/s: ${sent} requests, ${world.events} events in ` +
    `${(tookMs / 1e3).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor); ` +
    `at most ${peakInFlight} in flight, heap ${(peakBytes / 2 ** 20).toFixed(0)} MiB`
  );
}

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3600' } } });
const [cpu] = os.cpus();
console.log(
  `${cpu?.model ?? 'unknown processor'}, ${os.cpus().length} of them, node ${process.version}`,
);
console.log(`load average of the last minute ${(os.loadavg()[0] ?? 0).toFixed(1)}`);
for (const algorithm of ['round-robin', 'least-connections'] as const)
  console.log(compare(algorithm));
console.log(hour(Number(values.seconds)));
