/**
 * `KONG_ADMIN_URL=… KONG_PROXY_URL=… npm run bench:kong -- --wipe`: the demo's faults on a real Kong,
 * under the conditions of the recorded table (one service at 200 requests/s, two regions of three
 * targets, 30 s). `--wipe` says that everything in that Kong may be deleted. Its proxy has to listen
 * on the loopback addresses that the layout and shedding use.
 *
 * Options: --scenario NAME and --contestant NAME (repeatable; generated, ballast, or a column of the
 * recorded table), --seeds 1, --seed FIRST, --rate 200, --algorithm A, --layout L.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBallast, waitUntil, type Child } from '../src/demo/child.ts';
import { isListening } from '../src/demo/gateway-child.ts';
import { findFreePort } from '../src/demo/ports.ts';
import { runScenario } from '../src/demo/run-scenario.ts';
import { isScenarioName, SCENARIO_NAMES, scenarioOf } from '../src/demo/scenarios.ts';
import type { Result } from '../src/demo/statistics.ts';
import { startWorld, type World } from '../src/demo/world.ts';
import { mergeForDbless, renderKongConfig } from '../src/generate/kong-config.ts';
import { assert } from '../src/lib/assert.ts';
import { applyConfig, createAdminClient } from '../src/kong/index.ts';
import { parseStrategy } from '../src/strategy/parse-strategy.ts';
import { benchStrategy } from './kong/strategy.ts';
import { wipeKong } from './kong/wipe.ts';
import { configOf, TWIN_TOPOLOGY } from './twin/columns.ts';
import { COLUMNS, type Column } from './twin/recorded.ts';

const adminUrl = process.env['KONG_ADMIN_URL'];
const proxyUrl = process.env['KONG_PROXY_URL'];
const { values } = parseArgs({
  options: {
    wipe: { type: 'boolean', default: false },
    scenario: { type: 'string', multiple: true, default: [...SCENARIO_NAMES] },
    contestant: { type: 'string', multiple: true, default: ['generated', 'ballast'] },
    seeds: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '200' },
    algorithm: { type: 'string' },
    layout: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
assert(adminUrl !== undefined && proxyUrl !== undefined, 'KONG_ADMIN_URL and KONG_PROXY_URL');
assert(values.wipe, 'say --wipe: everything in that Kong is deleted');
const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
const directory = await mkdtemp(join(tmpdir(), 'ballast-kong-'));

for (const scenario of values.scenario.filter(isScenarioName)) {
  for (const contestant of values.contestant) {
    for (let index = 0; index < Number(values.seeds); index += 1) {
      const seed = Number(values.seed) + index;
      const result = await measure(scenario, { contestant, seed });
      const { failed, badSeconds, badSecondsAfterHeal, cleanAfterMs, backAfterMs } = result;
      const { p99Ms, faultWindow, warmUp } = result;
      console.log(
        `${scenario.padEnd(17)} ${contestant.padEnd(24)} seed ${seed}: lost ${failed} ` +
          `(${faultWindow.failed} in the window, ${warmUp.failed} before), bad ${badSeconds} s ` +
          `(${badSecondsAfterHeal} after), clean ${cleanAfterMs} ms, back ${backAfterMs} ms, ` +
          `p99 ${p99Ms} ms (${warmUp.p99Ms} before)`,
      );
    }
  }
}
if (values.keep) console.error(`kept: ${directory}`);
else await rm(directory, { recursive: true, force: true });

async function measure(
  scenario: (typeof SCENARIO_NAMES)[number],
  { contestant, seed }: { contestant: string; seed: number },
): Promise<Result> {
  const rate = Number(values.rate);
  const world = await startWorld({ topology: TWIN_TOPOLOGY, seed, ratePerSecond: rate });
  let controller: Child | null = null;
  try {
    controller = await configure(world, contestant);
    await sleep(4_000, null, { signal: stopped.signal });
    const { results } = await runScenario(
      [{ name: contestant, world, proxyUrl: proxyUrl ?? '', writes: () => Promise.resolve(0) }],
      {
        scenario: scenarioOf(scenario),
        topology: TWIN_TOPOLOGY,
        seed,
        ratePerSecond: rate,
        warmUpMs: 10_000,
        faultMs: 30_000,
        healForMs: contestant === 'ballast' ? 60_000 : 25_000,
        untilBack: contestant === 'ballast',
        signal: stopped.signal,
        onProgress: () => {},
      },
    );
    const result = results[contestant];
    assert(result !== undefined, 'a result');
    return result;
  } finally {
    await controller?.stop();
    await world.close();
  }
}

/** Empties Kong, configures it anew, and starts Ballast when it takes part. */
async function configure(world: World, contestant: string): Promise<Child | null> {
  assert(adminUrl !== undefined && proxyUrl !== undefined, 'checked above');
  await wipeKong(adminUrl);
  const client = createAdminClient({ baseUrls: [adminUrl] });
  try {
    if (isColumn(contestant)) {
      await applyConfig(client, configOf(contestant, world.backends));
      return null;
    }
    const logsPort = await findFreePort();
    const { algorithm = null, layout = null } = values;
    const options = { backends: world.backends, adminUrl, proxyUrl, logsPort, algorithm, layout };
    const text = benchStrategy(options);
    const { strategy, problems } = parseStrategy(text);
    assert(strategy !== null, JSON.stringify(problems));
    const gateway = strategy.gateways[0];
    assert(gateway !== undefined, 'one gateway');
    await applyConfig(client, mergeForDbless(renderKongConfig(strategy, gateway)));
    const file = join(directory, 'ballast.yaml');
    await writeFile(file, text);
    if (contestant !== 'ballast') return null;
    const state = join(directory, `state-${Date.now()}.sqlite`);
    const child = startBallast(['--strategy', file, 'run', '--mode', 'act', '--state', state]);
    const isReady = () => isListening(logsPort);
    await waitUntil({ what: 'the controller', child, isReady, timeoutMs: 60_000 });
    return child;
  } finally {
    await client.close();
  }
}

function isColumn(name: string): name is Column {
  return COLUMNS.some((column) => column === name);
}
