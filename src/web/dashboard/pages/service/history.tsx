/** Charts from the samples that were kept. */

import { useMemo, useState } from 'preact/hooks';
import type { Sample, ServiceSample } from '../../../../model/history.ts';
import { callForItems } from '../../api/client.ts';
import type { Line } from '../../parts/chart-engine.ts';
import { Chart } from '../../parts/chart.tsx';
import { Choice, optionsOf } from '../../parts/field.tsx';
import { regionColourName } from '../../parts/marks.tsx';
import { ProblemBox } from '../../parts/problem-box.tsx';
import { serverNowMs, snapshot } from '../../state/live.ts';
import { useResource } from '../../state/resource.ts';
import { words } from '../../words/words.ts';

type Range = '15m' | '6h' | '2d';

const SPANS_MS: Readonly<Record<Range, number>> = {
  '15m': 900_000,
  '6h': 21_600_000,
  '2d': 172_800_000,
};
/** Enough points for the width of a chart. */
const STEPS_MS: Readonly<Record<Range, number>> = { '15m': 10_000, '6h': 60_000, '2d': 600_000 };
const EVERY_MS = 10_000;

interface History {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly samples: readonly Sample[];
}

export function History({ service }: { readonly service: string }) {
  const t = words.value.service;
  const [range, setRange] = useState<Range>('15m');
  const { data, problem, reload } = useResource<History>({
    key: `${service} ${range}`,
    everyMs: EVERY_MS,
    load: async (signal) => {
      const untilMs = serverNowMs.peek();
      const sinceMs = untilMs - SPANS_MS[range];
      const query = { sinceMs, untilMs, stepMs: STEPS_MS[range], service };
      const samples = await callForItems<Sample>({ path: 'samples', query, signal });
      return { sinceMs, untilMs, samples };
    },
  });
  return (
    <section class="panel" aria-label={t.history}>
      <div class="panel-head">
        <h2>{t.history}</h2>
        <Choice label={t.range} value={range} options={optionsOf(t.ranges)} onChange={setRange} />
      </div>
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data !== null && data.samples.length === 0 && <p>{t.noSamples}</p>}
      {data !== null && data.samples.length > 0 && <Charts service={service} history={data} />}
    </section>
  );
}

interface ChartsProps {
  readonly service: string;
  readonly history: History;
}

function Charts({ service, history }: ChartsProps) {
  const t = words.value.service;
  const lines = useMemo(() => linesOf(service, history.samples), [service, history, t]);
  const span = { sinceMs: history.sinceMs, untilMs: history.untilMs };
  return (
    <div class="charts">
      <Chart title={t.chartRequests} unit="/s" lines={lines.requests} {...span} />
      <Chart title={t.chartFailing} unit="%" lines={lines.failing} {...span} />
      <Chart title={t.chartLatency} unit="ms" lines={lines.latency} {...span} />
      <Chart title={t.chartShares} unit="%" lines={lines.shares} limit={100} {...span} />
      <Chart title={t.chartBudget} unit="%" lines={lines.budget} limit={100} {...span} />
    </div>
  );
}

function linesOf(service: string, samples: readonly Sample[]) {
  const t = words.value.service;
  const order = (snapshot.peek()?.regions ?? []).map(({ region }) => region);
  const regions = new Set<string>();
  const points = samples.flatMap(({ atMs, stepMs, services }) => {
    const own = services.find((one) => one.service === service);
    if (own === undefined) return [];
    for (const region of Object.keys(own.shares)) regions.add(region);
    return [{ atMs, stepMs, own }];
  });
  const line = (
    name: string,
    colour: string,
    valueOf: (own: ServiceSample, stepMs: number) => number | null,
  ): Line => ({
    name,
    colour,
    points: points.map(({ atMs, stepMs, own }) => [atMs, valueOf(own, stepMs)]),
  });
  const failed = ({ failed: count, requests }: ServiceSample) =>
    requests === 0 ? null : (100 * count) / requests;
  return {
    requests: [line(t.chartRequests, '--accent', (own, ms) => (1_000 * own.requests) / ms)],
    failing: [line(t.errors, '--bad', failed)],
    latency: [
      line(t.p50, '--accent', ({ p50Ms }) => p50Ms),
      line(t.p99, '--warn', ({ p99Ms }) => p99Ms),
    ],
    shares: [...regions].map((region) =>
      line(region, regionColourName(region, order), ({ shares }) => 100 * (shares[region] ?? 0)),
    ),
    budget: [
      line(t.chartBudget, '--good', ({ budgetLeftRatio }) =>
        budgetLeftRatio === null ? null : 100 * budgetLeftRatio,
      ),
    ],
  };
}
