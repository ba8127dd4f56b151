import { performance } from 'node:perf_hooks';
import { createWorld } from '../src/simulator/world/create-world.ts';
import { healthchecks } from '../test/balancer/support.ts';
import { simpleWorld } from '../test/simulator/simple-world.ts';
const algorithm = (process.argv[2] ?? 'round-robin') as 'round-robin';
const world = createWorld(
  simpleWorld({
    targets: 6,
    ratePerSecond: 2000,
    serviceTime: { kind: 'lognormal', meanMs: 14, sigma: 0.5 },
    settings: {
      algorithm,
      healthchecks: healthchecks({
        interval: 1,
        activeLimit: 2,
        passive: { tcp: 2, timeouts: 3, http: 5, successes: 1 },
      }),
    },
    server: { workers: 8, queue: 66 },
    nodes: 2,
    workers: 4,
    oneWayMs: 0.25,
    deadlineMs: 5000,
    service: { readTimeoutMs: 2000 },
  }),
);
let sent = 0,
  failed = 0;
world.onSecond((s) => {
  sent += s.sent;
  failed += s.failed;
});
const seconds = Number(process.argv[3] ?? 600);
const t0 = performance.now();
world.run(60_000);
const t1 = performance.now();
const e1 = world.events;
world.run(60_000 + seconds * 1000);
const took = performance.now() - t1;
console.log({
  warm: t1 - t0,
  took,
  evPerS: Math.round(((world.events - e1) / took) * 1000),
  perReq: (world.events - e1) / 2000 / seconds,
  hour: (took / seconds) * 3600,
  sent,
  failed,
  inFlight: world.inFlight,
});
