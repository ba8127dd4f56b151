import { expect, test, vi } from 'vitest';
import { openJournal } from '../cli/open-journal.ts';
import { createRemoteOperations } from '../operations/remote.ts';
import type { ContestantName } from './contestant-names.ts';
import { runDemo, serveDemo } from './run-demo.ts';
import type { ScenarioName } from './scenarios.ts';

/** Real processes on loopback; low rates and no assertion on speed: the machine may be busy. */
const RATE = 30;

function options(contestants: readonly ContestantName[]) {
  return {
    contestants,
    ratePerSecond: RATE,
    seed: 1,
    openJournal,
    signal: new AbortController().signal,
    onProgress: () => {},
  };
}

async function run(scenario: ScenarioName, contestants: readonly ContestantName[]) {
  return runDemo({
    ...options(contestants),
    scenario,
    warmUpMs: 2_000,
    faultMs: 3_000,
    healForMs: 2_000,
  });
}

test('a run gives every contestant the same requests and tells what became of them', async () => {
  const report = await run('steady', ['folklore', 'generated', 'ballast']);
  expect(report).toMatchObject({ scenario: 'steady', seed: 1, rate: RATE, faultMs: 3_000 });
  expect(report.healMs).toBe(2_000);
  const { folklore, generated, ballast } = report.contestants;
  expect(folklore?.sent).toBeGreaterThan(150);
  expect(generated?.sent).toBe(folklore?.sent);
  expect(ballast?.sent).toBe(folklore?.sent);
  for (const result of [folklore, generated, ballast]) {
    const served = Object.values(result?.servedByRegion ?? {}).reduce((sum, n) => sum + n, 0);
    expect(served).toBe((result?.sent ?? 0) - (result?.failed ?? 0));
  }
}, 120_000);

test('the generated configuration alone keeps answering when the region refuses (G1)', async () => {
  const { contestants } = await run('region-refuse', ['generated']);
  const { seconds = [], servedByRegion = {} } = contestants.generated ?? {};
  expect(servedByRegion['eu-north']).toBeGreaterThan(RATE);
  const last = seconds.filter(({ fromMs }) => fromMs === 2_000);
  expect(last[0]?.failed).toBeLessThan(RATE / 2);
  expect(last[0]?.primaryShare).toBeLessThan(0.5);
}, 120_000);

test('the page’s server runs until it is stopped, and takes its processes with it', async () => {
  const stopped = new AbortController();
  let pids: number[] = [];
  await serveDemo({
    ...options(['folklore']),
    signal: stopped.signal,
    port: 0,
    onReady: ({ url, live, contestants }) => {
      pids = contestants.map(({ gateway }) => gateway.pid);
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      live.subscribe(({ contestants: [folklore] }) => {
        if ((folklore?.sent ?? 0) > 0) stopped.abort();
      });
    },
  });
  expect(pids).toHaveLength(1);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
}, 120_000);

test('a person moves a region in the demo by the dashboard that it serves', async () => {
  const stopped = new AbortController();
  let shareAfter = 1;
  await serveDemo({
    ...options(['ballast']),
    signal: stopped.signal,
    port: 0,
    onReady: ({ live }) => {
      const { dashboardUrl } = live.state();
      expect(dashboardUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      void evacuateBy(dashboardUrl ?? '').finally(() => {
        live.subscribe(({ contestants: [ballast] }) => {
          const shares = ballast?.targets.filter(({ service }) => service === 'productAPI') ?? [];
          const sum = (some: typeof shares) => some.reduce((total, one) => total + one.weight, 0);
          shareAfter = sum(shares.filter(({ region }) => region === 'eu-west')) / sum(shares);
          if (shareAfter < 0.01) stopped.abort();
        });
      });
    },
  });
  expect(shareAfter).toBeLessThan(0.01);
}, 120_000);

/** As soon as its receiver is known to be well. */
async function evacuateBy(url: string): Promise<void> {
  const remote = createRemoteOperations({ url, token: null });
  const nobody = { name: '', role: 'viewer', via: 'api' } as const;
  const request = {
    lever: { kind: 'evacuate', region: 'eu-west', overMs: 0 },
    services: null,
    reason: 'a look',
    forMs: 600_000,
    force: false,
  } as const;
  try {
    await vi.waitFor(() => remote.levers.set(nobody, request), { timeout: 60_000, interval: 500 });
  } finally {
    await remote.close();
  }
}
