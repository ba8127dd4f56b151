/** Any combination of answers that somebody can give to `init`. */

import fc from 'fast-check';

import { ALGORITHMS, FAILOVER_WISHES } from '../../src/cli/init/answers.ts';
import { keyOf, type Values } from '../../src/cli/init/values.ts';

const REGIONS = ['eu-west', 'eu_north', 'us.east-1', 'true', '1', 'null'];
const SERVICES = ['productAPI', 'order-api', 'klantAPI', 'no', '42', 'x.y', 'a'.repeat(64)];
const DURATIONS = ['11ms', '90ms', '300ms', '500ms', '501ms', '2s', '1m30s', '1h'];
const RATES = ['1rps', '0.5rps', '60rpm', '20rps', '200rps', '12000rpm', '100000rps', 'unknown'];
const PERCENTS = ['50%', '99%', '99.95%', '99.99%', '99.999%'];
const HOOKS = ['none', 'echo \'a: b\' # \\ "x"', 'https://hooks.example.com/?a=b&c={d}', '- [x]'];
const SESSIONS = [
  'none',
  'none',
  'ip',
  'path',
  'consumer',
  'cookie:sid',
  'header:tenant',
  'queryArg:q',
];
const METHODS = ['any', 'GET', 'GET, HEAD', 'POST', 'GET, POST, DELETE', 'PATCH, OPTIONS'];

interface ServiceAnswers {
  readonly answers: Readonly<Record<string, string>>;
  /** Hosts in each region; some have none. */
  readonly hosts: readonly number[];
  readonly like: boolean;
}

const service: fc.Arbitrary<ServiceAnswers> = fc.record({
  answers: fc.record(
    {
      methods: fc.constantFrom(...METHODS),
      capacity: fc.constantFrom(...RATES),
      load: fc.constantFrom(...RATES),
      'strip-path': fc.constantFrom('on', 'off'),
      health: fc.constantFrom('/health', '/', '/a:b,{c}', '/null'),
      'service-availability': fc.constantFrom(...PERCENTS),
      'service-p99': fc.constantFrom(...DURATIONS),
      deadline: fc.constantFrom(...DURATIONS),
      sessions: fc.constantFrom(...SESSIONS),
      algorithm: fc.constantFrom(...ALGORITHMS),
      repeat: fc.constantFrom('yes', 'no'),
      failover: fc.constantFrom(...FAILOVER_WISHES),
      approval: fc.constantFrom('auto', 'manual'),
      before: fc.constantFrom(...HOOKS),
      after: fc.constantFrom(...HOOKS),
      'when-short': fc.constantFrom('shed', 'overflow'),
      answer: fc.constantFrom('usual', 'Back soon.', '{"a": "b: c"}', '<p class="x"># soon</p>'),
    },
    { requiredKeys: [] },
  ),
  hosts: fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 6, maxLength: 6 }),
  like: fc.boolean(),
});

export const anyValues: fc.Arbitrary<Values> = fc
  .record({
    file: fc.record(
      {
        name: fc.constantFrom('shop', 'on', '7', '0x1F', 'a.b_c-d'),
        availability: fc.constantFrom(...PERCENTS),
        p99: fc.constantFrom(...DURATIONS),
        logs: fc.constantFrom('127.0.0.1:9911', 'ballast.internal:99', '10.0.0.5:9911', '[::1]:1'),
        'logs-token-file': fc.constantFrom('/run/x', 'C:\\x # y'),
        prometheus: fc.constantFrom('none', 'http://127.0.0.1:9090', 'https://prom.example.com/eu'),
      },
      { requiredKeys: [] },
    ),
    regions: fc.uniqueArray(fc.constantFrom(...REGIONS), { minLength: 1, maxLength: 4 }),
    services: fc.uniqueArray(fc.constantFrom(...SERVICES), { minLength: 1, maxLength: 4 }),
    gateways: fc.array(fc.constantFrom('none', 'one', 'two', 'bare'), {
      minLength: 6,
      maxLength: 6,
    }),
    each: fc.array(service, { minLength: 4, maxLength: 4 }),
  })
  .map(({ file, regions, services, gateways, each }) => {
    const values = new Map<string, string>(Object.entries(file));
    values.set('regions', regions.join(', ')).set('services', services.join(', '));
    for (const [index, region] of regions.entries()) {
      const kind = index === 0 && gateways[0] === 'none' ? 'one' : gateways[index];
      const urls = [`https://kong-1.r${index}:8444`, `https://kong-2.r${index}:8444/admin`];
      const admin = { none: 'none', one: urls[0], two: urls.join(', '), bare: urls[0] };
      values.set(keyOf('gateway', { region }), admin[kind ?? 'none'] ?? 'none');
      if (kind === 'bare') values.set(keyOf('loopback', { region }), 'none');
      if (kind === 'two') values.set(keyOf('token-file', { region }), '/run/secrets/kong');
    }
    for (const [index, name] of services.entries()) {
      const given = each[index];
      if (given !== undefined)
        addService(values, { name, given, regions, first: services[0] ?? '' });
    }
    return values;
  });

function addService(
  values: Map<string, string>,
  of: { name: string; given: ServiceAnswers; regions: readonly string[]; first: string },
): void {
  const { name, given, regions, first } = of;
  const own = given.like && name !== first ? [] : Object.entries(given.answers);
  for (const [id, text] of own) values.set(keyOf(id, { service: name }), text);
  if (name !== first) {
    values.set(keyOf('like', { service: name }), given.like ? first : 'own');
  }
  for (const [index, region] of regions.entries()) {
    const count = index === 0 ? Math.max(1, given.hosts[0] ?? 1) : (given.hosts[index] ?? 0);
    const hosts = Array.from({ length: count }, (_, host) => `h${host}.r${index}.${name}:80`);
    const isLong = name.length > 60;
    const short = hosts.map((_, host) => `h${host}.r${index}:80`);
    const text = count === 0 ? 'none' : (isLong ? short : hosts).join(', ');
    values.set(keyOf('target', { service: name, region }), text);
  }
}
