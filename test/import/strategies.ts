/** Random strategies, as people may write them: input of the round-trip properties. */

import fc from 'fast-check';

const REGIONS = ['eu-west', 'eu-north', 'us-east-1', 'Region.Four'] as const;

interface Shape {
  readonly regions: readonly string[];
}

const hashOn = fc.constantFrom<unknown>(
  'ip',
  'path',
  'consumer',
  { header: 'session' },
  { cookie: 'sid' },
  { queryArg: 'user' },
);

const algorithm = fc.oneof(
  fc.constantFrom<unknown>('round-robin', 'least-connections'),
  hashOn.map((on) => ({ 'consistent-hashing': { hashOn: on } })),
);

const route = fc
  .record({
    paths: fc.uniqueArray(fc.constantFrom('/a', '/b/c', String.raw`~/d/\d+$`, '/'), {
      minLength: 1,
      maxLength: 2,
    }),
    methods: fc.option(fc.constant(['GET', 'POST']), { nil: undefined }),
    hosts: fc.option(fc.constant(['shop.example.com', '*.example.org']), { nil: undefined }),
    stripPath: fc.constantFrom('on', 'off'),
  })
  .map(withoutUndefined);

const answer = fc.constantFrom(
  undefined,
  {},
  { body: 'Back soon.', contentType: 'text/plain' },
  { status: 200, body: '{"cached":true}', retryAfter: '1m30s' },
);

const capacity = fc.constantFrom('100rps', '200rps', '300rps');

function service({ regions }: Shape, index: number) {
  const hosts = (region: string) =>
    fc.integer({ min: 1, max: 4 }).chain((count) =>
      fc.tuple(...Array.from({ length: count }, () => capacity)).map((capacities) => ({
        region,
        hosts: capacities.map((of, host) => ({
          host: `svc${index}-${host}.${region}:80${host}`,
          capacity: of,
        })),
      })),
    );
  return fc
    .record({
      routes: fc.array(route, { maxLength: 2 }),
      path: fc.option(fc.constant('/api/v1'), { nil: undefined }),
      protocol: fc.constantFrom('http', 'https'),
      algorithm,
      placements: fc
        .subarray([...regions], { minLength: 1 })
        .chain((used) => fc.tuple(...used.map(hosts))),
      isSized: fc.boolean(),
      mode: fc.constantFrom('active-passive', 'active-active', 'isolate'),
      reads: fc.boolean(),
      share: fc.constantFrom(undefined, '1%', '0.5%', '2.5%', '10%', '33%'),
      sheds: fc.boolean(),
      answer,
      health: fc.record({
        path: fc.constantFrom('/health', '/', '/ready.txt'),
        interval: fc.constantFrom('500ms', '1s', '2s', '7s'),
      }),
      statuses: fc.constantFrom([200], [200, 204], [200, 503]),
      overload: fc.constantFrom(undefined, [429, 503, 500]),
      circuitBreaker: fc.constantFrom('on', 'off'),
      retries: fc.constantFrom(undefined, 0, 1, 3),
      timeout: fc.constantFrom(undefined, '1200ms', '700ms'),
      rateLimit: fc.constantFrom(undefined, { minute: 100, hour: 1_000 }, { second: 5 }),
    })
    .map((given) => {
      const { mode, share, sheds } = given;
      const isSized = given.isSized || sheds;
      return withoutUndefined({
        routes: given.routes,
        path: given.path,
        protocol: given.protocol,
        algorithm: given.algorithm,
        health: withoutUndefined({
          ...given.health,
          expect: { status: given.statuses },
          overloadStatus: given.overload,
        }),
        targets: placementsOf(given, isSized),
        failover: withoutUndefined({
          mode,
          standbyShare: mode === 'active-passive' ? share : undefined,
          whenCapacityIsShort: sheds ? 'shed' : undefined,
          answer: sheds ? given.answer : undefined,
        }),
        protect: withoutUndefined({
          circuitBreaker: given.circuitBreaker,
          retries: given.retries,
          timeout: given.timeout,
          rateLimit: given.rateLimit,
        }),
      });
    });
}

interface Given {
  readonly reads: boolean;
  readonly placements: readonly {
    readonly region: string;
    readonly hosts: readonly { readonly host: string }[];
  }[];
}

/** All but the first may only read. */
function placementsOf({ placements, reads }: Given, isSized: boolean) {
  return Object.fromEntries(
    placements.map(({ region, hosts }, index) => [
      region,
      {
        hosts: isSized ? hosts : hosts.map(({ host }) => host),
        ...(reads && index > 0 ? { access: 'reads' } : {}),
      },
    ]),
  );
}

/** Data of a strategy file; some are refused by the parser (a standby share that is too small). */
export const strategyData = fc
  .record({
    regions: fc.subarray([...REGIONS], { minLength: 1 }),
    count: fc.integer({ min: 1, max: 3 }),
    layout: fc.constantFrom('auto', 'flat', 'two-level'),
    loopback: fc.constantFrom(undefined, 'none', 'http://127.0.0.1:18000'),
    home: fc.nat(),
    token: fc.boolean(),
  })
  .chain(({ regions, count, layout, loopback, home, token }) =>
    fc
      .tuple(...Array.from({ length: count }, (_, index) => service({ regions }, index)))
      .map((services) => {
        const used = regions.filter((region) =>
          services.some(({ targets }) => region in (targets ?? {})),
        );
        return {
          version: 1,
          name: 'random',
          layout,
          regions: Object.fromEntries(used.map((name) => [name, {}])),
          gateways: {
            kong: withoutUndefined({
              region: used[home % used.length],
              admin: 'http://127.0.0.1:8001',
              loopback,
            }),
          },
          telemetry: {
            logs: { listen: '127.0.0.1:9922', ...(token ? { tokenFile: '/run/token' } : {}) },
          },
          services: Object.fromEntries(
            services.map((one, index) => [['productAPI', 'order', 'Klant_API'][index], one]),
          ),
        };
      }),
  );

function withoutUndefined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
