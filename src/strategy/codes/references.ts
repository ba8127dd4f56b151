/** BLS13xx: names that must exist, be unique, or have something behind them. */

import type { CodeEntry } from './entry.ts';

export const REFERENCE_CODES = {
  BLS1301: {
    severity: 'error',
    title: 'Unknown region',
    why: 'The region is not declared under `regions`, so it has no place in the order.',
    fix: 'Correct the name, or declare the region.',
    wrong:
      'regions: { eu-west: {} }\ngateways:\n  kong-eu: { region: eu-wset, admin: "http://127.0.0.1:8001" }',
    right:
      'regions: { eu-west: {} }\ngateways:\n  kong-eu: { region: eu-west, admin: "http://127.0.0.1:8001" }',
  },
  BLS1302: {
    severity: 'error',
    title: 'Host twice in one region',
    why: 'Kong keeps one target per host and port and refuses the second (409).',
    fix: 'Keep one of them.',
    wrong: 'eu-west: { hosts: [product-1:8080, product-1:8080] }',
    right: 'eu-west: { hosts: [product-1:8080, product-2:8080] }',
  },
  BLS1303: {
    severity: 'error',
    title: 'Host in two regions',
    why: 'A host that is in both regions would be lost with either, and cannot take over.',
    fix: 'Leave it in the region where it runs.',
    wrong: 'eu-west: { hosts: [product-1:8080] }\neu-north: { hosts: [product-1:8080] }',
    right:
      'eu-west: { hosts: [product-1.eu-west:8080] }\neu-north: { hosts: [product-1.eu-north:8080] }',
  },
  BLS1304: {
    severity: 'error',
    title: 'Service without targets',
    why: 'Kong answers 503 for an upstream that has no targets.',
    fix: 'Name at least one host in one region.',
    wrong: 'targets: {}',
    right: 'targets:\n  eu-west: { hosts: [product-1:8080] }',
  },
  BLS1305: {
    severity: 'warning',
    title: 'Region without targets',
    why: 'No service runs there, so nothing can fail over to it.',
    fix: 'Give a service hosts there, or remove the region.',
    wrong: 'regions: { eu-west: {}, eu-north: {} } # hosts only in eu-west',
    right: 'regions: { eu-west: {} }',
  },
  BLS1306: {
    severity: 'error',
    title: 'Two services, one upstream name',
    why: 'Upstream names are made from service names in lower case; both would share the targets.',
    fix: 'Rename one of the services.',
    wrong: 'services: { productAPI: {}, ProductApi: {} }',
    right: 'services: { productAPI: {}, productAdminAPI: {} }',
  },
  BLS1307: {
    severity: 'warning',
    title: 'Nothing to fail over to',
    why: 'The service has targets in one region only: when that region is lost, so is the service.',
    fix: 'Add hosts in a second region, or write `failover: { mode: isolate }` if that is meant.',
    wrong: 'targets: { eu-west: { hosts: [product-1:8080] } }',
    right:
      'targets:\n  eu-west: { hosts: [product-1.eu-west:8080] }\n  eu-north: { hosts: [product-1.eu-north:8080] }',
  },
  BLS1308: {
    severity: 'error',
    title: 'One Admin API, two gateways',
    why: 'Both entries would steer the same Kong and fight over its weights (guarantee G7).',
    fix: 'Give each gateway its own Admin API, or merge the two entries.',
    wrong:
      'a: { region: eu-west, admin: "http://127.0.0.1:8001" }\nb: { region: eu-north, admin: "http://127.0.0.1:8001" }',
    right:
      'a: { region: eu-west, admin: "http://127.0.0.1:8001" }\nb: { region: eu-north, admin: "http://127.0.0.1:9001" }',
  },
  BLS1309: {
    severity: 'warning',
    title: 'Two services want the same requests',
    why: 'Their routes match the same path; Kong picks one of them by age of the route.',
    fix: 'Give them different paths, methods or hosts.',
    wrong: 'a: { routes: [{ paths: [/x] }] }\nb: { routes: [{ paths: [/x] }] }',
    right: 'a: { routes: [{ paths: [/x] }] }\nb: { routes: [{ paths: [/y] }] }',
  },
  BLS1310: {
    severity: 'warning',
    title: 'Service without routes',
    why: 'No request reaches it through what Ballast generates: Kong answers 404.',
    fix: 'Add routes, or write `routes: []` when another tool owns them.',
    wrong: 'orderAPI: { health: { path: /health }, targets: {} }',
    right: 'orderAPI: { routes: [{ paths: [/orders] }], health: { path: /health }, targets: {} }',
  },
  BLS1311: {
    severity: 'error',
    title: 'Route that matches nothing',
    why: 'Kong refuses a route that has neither paths, methods nor hosts.',
    fix: 'Add paths.',
    wrong: 'routes: [{ stripPath: true }]',
    right: 'routes: [{ paths: [/products] }]',
  },
  BLS1312: {
    severity: 'warning',
    title: 'Round-trip time to itself',
    why: 'A region has no round trip to itself; probably another region is meant.',
    fix: 'Name the other region, or remove the entry.',
    wrong: 'eu-west: { rtt: { eu-west: 20ms } }',
    right: 'eu-west: { rtt: { eu-north: 20ms } }',
  },
} as const satisfies Record<string, CodeEntry>;
