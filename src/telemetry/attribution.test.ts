import fc from 'fast-check';
import { expect, test } from 'vitest';
import { httpEntries, logNames, readLogs } from '../../test/telemetry/fixtures.ts';
import { attribute, type AttributionRules } from './attribution.ts';
import { type LogEntry, parseLogEntry } from './log-entry.ts';

const RULES: AttributionRules = {
  overloadStatuses: [429, 503],
  timeoutMs: 2_000,
  p99Ms: null,
  deadlineMs: 5_000,
};

function read(value: unknown): LogEntry {
  const entry = parseLogEntry(value);
  if (typeof entry === 'string') throw new TypeError(entry);
  return entry;
}

/** `outcome@port` of each try, and what the request came to. */
function summary(value: unknown, rules = RULES): string {
  const { tries, request } = attribute(read(value), rules);
  const list = tries.map(({ address, outcome }) => `${outcome}@${address.split(':').at(-1)}`);
  return [...list, request].join(' ');
}

/** Every recorded scenario: what each of its requests comes to. */
const RECORDED: Readonly<Record<string, readonly string[]>> = {
  'all-tries-failed-502': ['connectFailures@9012 connectFailures@9011 connectFailures@9012 failed'],
  'client-abort-499': ['aborted@9016 aborted'],
  'connection-closed-by-target': [
    'connectFailures@9014 ok@9001 ok',
    'connectFailures@9014 ok@9001 ok',
  ],
  'connection-closed-by-target-post': ['ok@9001 ok', 'connectFailures@9014 failed'],
  'custom-fields': ['connectFailures@9011 ok@9001 ok', 'connectFailures@9011 ok@9001 ok'],
  'empty-upstream-503': ['failed'],
  'hostname-target': ['ok@9001 ok'],
  'http-log-batched': Array.from({ length: 8 }, () => 'connectFailures@9011 ok@9001 ok'),
  'latency-algorithm-all-tries-failed': ['connectFailures@9011 connectFailures@9012 failed'],
  'no-healthy-target-503': ['failed'],
  'partly-unhealthy': ['ok@9001 ok', 'ok@9001 ok'],
  'plugin-response-rate-limiting-429': ['ok@9001 ok', 'ok'],
  'plugin-response-request-termination-503': ['failed'],
  'retry-success': [
    'connectFailures@9011 ok@9001 ok',
    'ok@9001 ok',
    'connectFailures@9011 ok@9001 ok',
  ],
  'retry-success-post': ['connectFailures@9011 ok@9005 ok', 'ok@9005 ok'],
  'service-without-upstream': ['ok@9001 ok'],
  'slow-success': ['ok@9005 ok'],
  success: ['ok@9001 ok'],
  'unresolvable-target': ['failed'],
  'upstream-500': ['errors@9015 failed'],
  'upstream-timeout-504': ['timeouts@9013 timeouts@9013 failed'],
  'upstream-timeout-504-post': ['timeouts@9013 failed'],
  'weight-zero-upstream': ['failed'],
};

test('no recorded scenario is left out', () => {
  const names = logNames().map((name) => name.replace(/^logs-|\.json$/g, ''));
  expect(names.toSorted()).toEqual([...Object.keys(RECORDED), 'no-route-404'].toSorted());
});

test.each(Object.entries(RECORDED))('%s, from http-log, tcp-log and udp-log', (name, expected) => {
  expect(httpEntries(`logs-${name}.json`).map((entry) => summary(entry))).toEqual(expected);
  const { tcp_log: lines, udp_log: datagrams } = readLogs(`logs-${name}.json`);
  for (const text of [lines, datagrams].filter((list) => list !== undefined)) {
    expect(text.map((line) => summary(JSON.parse(line)))).toEqual(expected);
  }
});

test('a request without a route belongs to no upstream', () => {
  expect(httpEntries('logs-no-route-404.json').map(parseLogEntry)).toEqual(['no-service']);
});

test('latency is that of the answered try: its own field, else the proxy time', () => {
  const latencies = (name: string) =>
    httpEntries(name).flatMap((value) =>
      attribute(read(value), RULES).tries.map(({ latencyMs, busyMs }) => [latencyMs, busyMs]),
    );
  expect(latencies('logs-slow-success.json')).toEqual([[702, 702]]);
  expect(latencies('logs-upstream-timeout-504.json')).toEqual([
    [null, 301],
    [null, 305],
  ]);
  expect(latencies('logs-custom-fields.json').slice(0, 2)).toEqual([
    [null, 0],
    [1, 1],
  ]);
});

/** A request with one try at 10.0.0.1:80, as Kong logs it. */
function single(changes: object, attempt: object = {}): object {
  return {
    request: { id: 'r' },
    service: { host: 'u', read_timeout: 1_000 },
    response: { status: 200 },
    upstream_status: '200',
    latencies: { proxy: 10, request: 12, kong: 1 },
    tries: [{ ip: '10.0.0.1', port: 80, balancer_start: 1, ...attempt }],
    source: 'upstream',
    ...changes,
  };
}
const abort = (proxy: number, request = proxy) =>
  single({ response: { status: 499 }, upstream_status: '-', latencies: { proxy, request } });
const answer = (status: number, changes: object = {}, attempt: object = {}) =>
  single({ response: { status }, upstream_status: String(status), ...changes }, attempt);

test.each<[claim: string, entry: object, rules: Partial<AttributionRules>, expected: string]>([
  ['an early abort is nothing', abort(300), {}, 'aborted@80 aborted'],
  ['an abort after the read time-out is a time-out', abort(1_000), {}, 'timeouts@80 failed'],
  ['so is one after the strategy’s', abort(600), { timeoutMs: 600 }, 'timeouts@80 failed'],
  ['and one after 3 × p99', abort(300), { p99Ms: 100 }, 'timeouts@80 failed'],
  ['not before', abort(299), { p99Ms: 100 }, 'aborted@80 aborted'],
  ['a client that waited out its deadline was failed', abort(100, 5_000), {}, 'aborted@80 failed'],
  ['503 is pressure, not death', answer(503), {}, 'overload@80 failed'],
  ['429 too', answer(429), {}, 'overload@80 ok'],
  ['unless the strategy says otherwise', answer(503), { overloadStatuses: [] }, 'errors@80 failed'],
  ['a target’s own 502 is an error', answer(502), {}, 'errors@80 failed'],
  [
    'Kong’s 502 is a failed connection',
    answer(502, { source: 'kong' }),
    {},
    'connectFailures@80 failed',
  ],
  ['404 is nobody’s fault', answer(404), {}, 'ok@80 ok'],
  [
    'a 500 on the last allowed try is the target’s own, though called failed',
    answer(500, {}, { state: 'failed', code: 500 }),
    {},
    'errors@80 failed',
  ],
  [
    'before Kong 3.6 a failed try tells who spoke',
    answer(502, { source: undefined }, { state: 'failed', code: 502 }),
    {},
    'connectFailures@80 failed',
  ],
  [
    'a plugin that turns a good answer into 500 does not blame the target',
    answer(500, { upstream_status: '200', source: 'kong' }),
    {},
    'ok@80 failed',
  ],
  [
    'what Kong refused the client after choosing a target blames nobody',
    answer(413, { upstream_status: '-', source: 'kong' }),
    {},
    'aborted@80 ok',
  ],
  [
    'without tries the custom field names the targets',
    single({
      tries: undefined,
      upstream_addr: '10.0.0.1:80, [::1]:81 : 10.0.0.3:82',
      upstream_status: '502, 504 : 200',
    }),
    {},
    'connectFailures@80 timeouts@81 ok@82 ok',
  ],
])('%s', (_claim, entry, rules, expected) => {
  expect(summary(entry, { ...RULES, ...rules })).toBe(expected);
});

test('nginx’s own time comes before the proxy time, and -1 is no time', () => {
  const timesOf = (entry: object) => attribute(read(entry), RULES).tries[0];
  const measured = single({ upstream_response_time: '0.250' });
  expect(timesOf(measured)).toMatchObject({ latencyMs: 250, busyMs: 250 });
  expect(timesOf(single({ latencies: { proxy: -1 } }))).toMatchObject({ latencyMs: null });
});

test('whatever arrives, parsing and attribution do not throw', () => {
  const jsonish = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        service: fc.record({ host: fc.string(), read_timeout: fc.jsonValue() }),
        response: fc.record({ status: fc.oneof(fc.integer(), fc.constant(499)) }),
        upstream_status: fc.oneof(fc.string(), fc.constant('502, 200 : '), fc.jsonValue()),
        upstream_addr: fc.oneof(fc.string(), fc.jsonValue()),
        upstream_response_time: fc.oneof(fc.constant('0.1, -'), fc.jsonValue()),
        latencies: fc.jsonValue(),
        source: fc.constantFrom('kong', 'upstream', 1),
        tries: fc.oneof(
          fc.jsonValue(),
          fc.array(fc.record({ ip: fc.string(), port: fc.integer(), state: fc.string() })),
        ),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(jsonish, (value) => {
      const entry = parseLogEntry(value);
      if (typeof entry === 'string') return;
      const { tries } = attribute(entry, RULES);
      expect(tries).toHaveLength(entry.tries.length);
      for (const { latencyMs, busyMs } of tries) {
        expect(latencyMs ?? 0).toBeGreaterThanOrEqual(0);
        expect(busyMs ?? 0).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 500 },
  );
});
