import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDistributionMeter } from './distribution-meter.ts';
import { renderExposition, SERIES_MAX } from './exposition.ts';
import { distribution, sample } from './sample.ts';

test('a counter and a gauge with the labels of all and their own', async () => {
  const text = await renderExposition(
    [
      sample('ballast_requests_total', { service: 'a', outcome: 'ok' }, 3),
      sample('ballast_leading', {}, 1),
      sample('ballast_requests_total', { service: 'a', outcome: 'failed' }, 0),
    ],
    { strategy: 'shop' },
  );
  const lines = text.split('\n').filter((line) => !line.startsWith('# HELP'));
  expect(lines).toEqual([
    '# TYPE ballast_leading gauge',
    'ballast_leading{strategy="shop"} 1',
    '# TYPE ballast_requests_total counter',
    'ballast_requests_total{strategy="shop",service="a",outcome="ok"} 3',
    'ballast_requests_total{strategy="shop",service="a",outcome="failed"} 0',
    '',
  ]);
});

test('the metrics of the process have no strategy', async () => {
  const text = await renderExposition([sample('process_cpu_seconds_total', {}, 0.5)], {
    strategy: 's',
  });
  expect(text).toContain('\nprocess_cpu_seconds_total 0.5\n');
});

test('quotes, backslashes and line feeds in a label are escaped', async () => {
  const labels = { version: 'a"b\\c\nd' };
  const text = await renderExposition([sample('ballast_build_info', labels, 1)], {});
  expect(text).toContain(String.raw`{version="a\"b\\c\nd"} 1`);
});

test('a histogram: buckets add up, a value on an edge is at or below it', async () => {
  const meter = createDistributionMeter([0.1, 0.3]);
  for (const value of [0.05, 0.1, 0.3, 0.300_1, 7]) meter.record(value);
  const text = await renderExposition(
    [distribution('ballast_request_duration_seconds', { service: 'a' }, meter.read())],
    {},
  );
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  expect(lines).toEqual([
    'ballast_request_duration_seconds_bucket{service="a",le="0.1"} 2',
    'ballast_request_duration_seconds_bucket{service="a",le="0.3"} 3',
    'ballast_request_duration_seconds_bucket{service="a",le="+Inf"} 5',
    'ballast_request_duration_seconds_sum{service="a"} 7.7501',
    'ballast_request_duration_seconds_count{service="a"} 5',
    '',
  ]);
});

test('whatever is recorded, the last bucket is the count and buckets never fall', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true })), (values) => {
      const meter = createDistributionMeter([0.005, 0.1, 0.3, 10]);
      for (const value of values) meter.record(value);
      const { counts } = meter.read();
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(counts[2]).toBe(values.filter((value) => value > 0.1 && value <= 0.3).length);
    }),
    { numRuns: 100 },
  );
});

test('a metric has a limit of series; what is beyond is counted', async () => {
  const one = (index: number) => sample('ballast_region_failovers_total', place(index), 1);
  const place = (index: number) => ({ service: `s-${index}`, region: 'eu-west' });
  const samples = Array.from({ length: SERIES_MAX + 7 }, (_, index) => one(index));
  const leftOut = sample('ballast_metrics_left_out_series', {}, 0);
  const text = await renderExposition([...samples, leftOut], {});
  expect(text.match(/^ballast_region_failovers_total/gm)).toHaveLength(SERIES_MAX);
  expect(text).toContain('\nballast_metrics_left_out_series 7\n');
});
