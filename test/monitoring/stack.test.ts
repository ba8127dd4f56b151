/**
 * The monitoring that `generate` writes, on sockets: a real Prometheus loads it and scrapes the
 * embedded gateway and `ballast run`; a region is lost; exactly the alerts that this means go through
 * a real Alertmanager to a webhook; the region heals, and they resolve.
 *
 * Ranges and waits are a sixtieth of the real ones, the expressions are the same.
 */

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '../../src/demo/ports.ts';
import { renderMonitoring } from '../../src/generate/monitoring/render-monitoring.ts';
import { LAST_DRILL_SETTING } from '../../src/model/drill-record.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { PRIMARY } from '../system/support/regions.ts';
import { startStage, type Stage } from '../system/support/stage.ts';
import { startTraffic, type Traffic } from '../system/support/traffic.ts';
import { waitFor } from '../system/support/wait.ts';
import { strategyOf, writeFiles } from './support/files.ts';
import {
  askJson,
  type Running,
  startAlertmanager,
  startPrometheus,
  startWebhookSink,
  type WebhookSink,
} from './support/processes.ts';
import { hasPrograms, runProgram } from './support/programs.ts';

const isInstalled = hasPrograms('prometheus', 'promtool', 'prometheus-alertmanager');

/** Must be told. */
const EXPECTED = ['BallastFailover', 'BallastRegionDown'];
/** May be told, when they are seen before the verdict on the region that silences them. */
const EARLY = ['BallastRegionUnhealthyInKong', 'BallastTargetEjected', 'BallastEvacuationRefused'];
const WAIT = { timeoutMs: 60_000, everyMs: 250 };

let stage: Stage;
let traffic: Traffic;
let sink: WebhookSink;
let prometheus: Running;
let alertmanager: Running;
let prometheusUrl = '';
let alertmanagerUrl = '';
let metricsUrl = '';

beforeAll(async () => {
  if (!isInstalled) return;
  sink = await startWebhookSink();
  // A budget that a busy machine does not spend: here it is about the region.
  stage = await startStage({
    objective: '{ availability: 90%, window: 30d, latency: { p99: 5s } }',
  });
  const metricsPort = await findFreePort();
  metricsUrl = `http://127.0.0.1:${metricsPort}`;
  await stage.startController('--metrics', `127.0.0.1:${metricsPort}`);
  await noteDrill(stage);
  traffic = startTraffic({ proxyUrl: stage.proxyUrl, ratePerSecond: 40 });
  const ports = { prometheus: await findFreePort(), alertmanager: await findFreePort() };
  prometheusUrl = `http://127.0.0.1:${ports.prometheus}`;
  alertmanagerUrl = `http://127.0.0.1:${ports.alertmanager}`;
  const files = renderMonitoring(strategyOf(withMonitoring(stage.strategy)), {
    timeDivisor: 60,
    scrapeIntervalMs: 1_000,
    evaluationIntervalMs: 1_000,
    alertmanagers: [`127.0.0.1:${ports.alertmanager}`],
  });
  await writeFiles(stage.folder, files);
  await waitFor('traffic', () => traffic.records.length > 80, WAIT);
  alertmanager = startAlertmanager({ folder: stage.folder, port: ports.alertmanager });
  prometheus = startPrometheus({ folder: stage.folder, port: ports.prometheus });
}, 120_000);

afterAll(async () => {
  await prometheus?.stop();
  await alertmanager?.stop();
  await traffic?.abandon();
  await stage?.close();
  await sink?.close();
}, 60_000);

/** The stage's strategy, with a webhook and with the address of Ballast's metrics. */
function withMonitoring(text: string): string {
  const events = '[failover, failback, ejection, capacity, telemetry, budget]';
  return (
    text.replace('telemetry:\n', `telemetry:\n  metrics: { url: '${metricsUrl}' }\n`) +
    `notify: [{ webhook: '${sink.url}', events: ${events} }]\n`
  );
}

async function noteDrill({ folder }: Stage): Promise<void> {
  const store = await createSqliteStore({ file: join(folder, 'state.sqlite') });
  await store.writeSetting(LAST_DRILL_SETTING, { atMs: Date.now(), passed: true });
  await store.close();
}

interface FiringAlert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

async function firing(): Promise<readonly string[] | null> {
  const url = `${prometheusUrl}/api/v1/alerts`;
  const answer = await askJson<{ data: { alerts: FiringAlert[] } }>(url);
  if (answer === null) return null;
  const alerts = answer.data.alerts.filter(({ state }) => state === 'firing');
  return [...new Set(alerts.map(({ labels }) => labels['alertname'] ?? ''))].toSorted();
}

const told = (status: 'firing' | 'resolved') =>
  [
    ...new Set(
      sink.notices
        .filter((one) => one.status === status)
        .map(({ labels }) => labels['alertname'] ?? ''),
    ),
  ].toSorted();

test.skipIf(!isInstalled)(
  'Prometheus reaches the gateway and Ballast, and evaluates every rule',
  async () => {
    interface Target {
      readonly health: string;
      readonly labels: { readonly job: string };
    }
    const jobs = await waitFor(
      'both jobs are up',
      async () => {
        const url = `${prometheusUrl}/api/v1/targets?state=active`;
        const answer = await askJson<{ data: { activeTargets: Target[] } }>(url);
        const up = answer?.data.activeTargets.filter(({ health }) => health === 'up') ?? [];
        return up.length === 2 ? up.map(({ labels }) => labels.job).toSorted() : null;
      },
      { ...WAIT, context: () => [prometheus.said(), alertmanager.said()] },
    );
    expect(jobs).toEqual(['ballast', 'kong']);
    interface Rule {
      readonly name: string;
      readonly health: string;
      readonly lastError?: string;
    }
    await waitFor(
      'every rule is evaluated without an error',
      async () => {
        const url = `${prometheusUrl}/api/v1/rules`;
        const answer = await askJson<{ data: { groups: { rules: Rule[] }[] } }>(url);
        const rules = answer?.data.groups.flatMap((group) => group.rules) ?? [];
        return rules.length > 50 && rules.every(({ health }) => health === 'ok');
      },
      WAIT,
    );
  },
  150_000,
);

test.skipIf(!isInstalled)('promtool finds nothing wrong with Ballast’s metrics', async () => {
  const answer = await fetch(`${metricsUrl}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const text = await answer.text();
  expect(text).toContain('ballast_region_phase{strategy="system-test"');
  const checked = runProgram('promtool', ['check', 'metrics'], { input: text });
  expect(checked).toEqual({ code: 0, output: '' });
});

test.skipIf(!isInstalled)(
  'while all is well no alert fires, and nothing is told',
  async () => {
    const quiet = await waitFor(
      'no alert fires',
      async () => ((await firing())?.length === 0 ? [] : null),
      { ...WAIT, context: firing },
    );
    expect(quiet).toEqual([]);
  },
  90_000,
);

test.skipIf(!isInstalled)(
  'a lost region is told as that, and what follows from it is silenced',
  async () => {
    const before = sink.notices.length;
    await stage.regions.breakAll(PRIMARY, { reachability: 'refuse' });
    await waitFor(
      'the region is told',
      () => EXPECTED.every((name) => told('firing').includes(name)),
      { ...WAIT, context: async () => [await firing(), sink.notices, alertmanager.said()] },
    );
    await waitFor(
      'the lost reserve is silenced',
      async () => {
        interface Alert {
          readonly labels: Readonly<Record<string, string>>;
          readonly status: { readonly state: string };
        }
        const alerts = await askJson<Alert[]>(`${alertmanagerUrl}/api/v2/alerts`);
        return alerts?.some(
          ({ labels, status }) =>
            labels['alertname'] === 'BallastRegionCapacityLost' && status.state === 'suppressed',
        );
      },
      { ...WAIT, context: firing },
    );
    const notices = sink.notices.slice(before).filter(({ status }) => status === 'firing');
    const names = new Set(notices.map(({ labels }) => labels['alertname']));
    expect([...names].filter((name) => ![...EXPECTED, ...EARLY].includes(name ?? ''))).toEqual([]);
    expect(new Set(notices.map(({ labels }) => labels['region']))).toEqual(new Set([PRIMARY]));
    const down = notices.find(({ labels }) => labels['alertname'] === 'BallastRegionDown');
    expect(down).toMatchObject({
      labels: { severity: 'page', service: 'productAPI', strategy: 'system-test' },
      annotations: { runbook_url: 'runbooks/region-down.md' },
    });
  },
  150_000,
);

test.skipIf(!isInstalled)(
  'healed, every alert ends and is told as resolved',
  async () => {
    await stage.regions.heal(PRIMARY);
    await waitFor('no alert fires', async () => (await firing())?.length === 0, {
      ...WAIT,
      context: firing,
    });
    // What was told early and silenced since is told no more, also not as resolved.
    await waitFor(
      'what had to be told is told as resolved',
      () => EXPECTED.every((name) => told('resolved').includes(name)),
      { ...WAIT, context: () => sink.notices },
    );
  },
  150_000,
);
