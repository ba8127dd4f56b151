const cpu = () => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1000;
};
import { createWorld } from '../src/simulator/world/create-world.ts';
import { Agenda } from '../src/simulator/engine/agenda.ts';
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
const empty = new Agenda(() => {
  empty.at(empty.nowMs + (gaps[empty.events & 4095] ?? 0), 1, 1);
});
const gaps = Float64Array.from({ length: 4096 }, () => -14 * Math.log(1 - Math.random()));
for (let i = 0; i < 40; i++) empty.at(i, 1, i);
let t = 60_000;
world.run(t);
empty.run(60_000);
let best = Infinity,
  bestEmpty = Infinity;
const ratios: number[] = [];
let te = 60_000;
for (let i = 0; i < Number(process.argv[3] ?? 30); i++) {
  let t1 = cpu();
  let e1 = world.events;
  t += 20_000;
  world.run(t);
  const per = ((cpu() - t1) / (world.events - e1)) * 1e6;
  t1 = cpu();
  e1 = empty.events;
  te += 70_000;
  empty.run(te);
  const perEmpty = ((cpu() - t1) / (empty.events - e1)) * 1e6;
  best = Math.min(best, per);
  bestEmpty = Math.min(bestEmpty, perEmpty);
  ratios.push(per / perEmpty);
}
ratios.sort((a, b) => a - b);
console.log(
  algorithm,
  `best ${best.toFixed(0)} ns/event = ${(1000 / best).toFixed(2)} M/s; empty ${bestEmpty.toFixed(0)} ns; median ratio ${ratios[ratios.length >> 1]?.toFixed(2)}; hour best ${((best * 7.2e6 * 4) / 1e9).toFixed(1)} s`,
  world.events,
  sent,
  failed,
);
