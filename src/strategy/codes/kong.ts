/** BLS16xx: what Kong, or this version of Ballast, does not do well. */

import type { CodeEntry } from './entry.ts';

export const KONG_CODES = {
  BLS1601: {
    severity: 'error',
    title: 'Algorithm `latency` is refused',
    why: 'Measured on Kong 3.9.3: once a target is marked down its zero score keeps being picked and Kong answers 500 by itself (3,874 of 6,016 requests lost with a slow region).',
    fix: 'Use round-robin or least-connections; `adapt: { latency: on }` moves load off slow targets.',
    wrong: 'algorithm: latency',
    right: 'algorithm: least-connections',
  },
  BLS1602: {
    severity: 'error',
    title: 'consistent-hashing without hashOn',
    why: 'Kong needs to know what to hash on; hashing on nothing only spreads evenly.',
    fix: 'Say what to hash on: ip, path, consumer, or a header, cookie or query argument.',
    wrong: 'algorithm: consistent-hashing',
    right: 'algorithm: { consistent-hashing: { hashOn: { cookie: session } } }',
  },
  BLS1603: {
    severity: 'warning',
    title: 'Hash header with a dash',
    why: 'Kong OSS 3.8.0 to 3.9.3 cannot read such a header: every request goes to one target (Kong issue 14447; recorded on 3.9.3).',
    fix: 'Use a header without a dash, a cookie, or another hash input.',
    wrong: 'hashOn: { header: X-User-Id }',
    right: 'hashOn: { header: userid }',
  },
  BLS1604: {
    severity: 'warning',
    title: 'Two-level layout not possible',
    why: 'In two levels Kong reaches itself on loopback addresses, so it needs a plain-HTTP listener there; and consistent hashing would send a key now to one region, now to another.',
    fix: 'Write `layout: auto`, which is two-level wherever it can be; or name the listener in `gateways.*.loopback`.',
    wrong: 'layout: two-level\ngateways: { kong-eu: { loopback: none } }',
    right: 'layout: auto',
  },
  BLS1605: {
    severity: 'warning',
    title: 'Shedding needs exact shares',
    why: 'What does not fit is sent to a shed target, by its weight. Measured: in a flat least-connections upstream its instant answers attract requests, so more than intended is shed; and without a loopback listener there is no shed target. Ballast falls back to overflow.',
    fix: 'Use `layout: auto` with `gateways.*.loopback`, `algorithm: round-robin`, or `whenCapacityIsShort: overflow`.',
    wrong: 'layout: flat\nalgorithm: least-connections\nfailover: { whenCapacityIsShort: shed }',
    right: 'layout: auto\nalgorithm: least-connections\nfailover: { whenCapacityIsShort: shed }',
  },
  BLS1606: {
    severity: 'warning',
    title: 'Standby share in a flat least-connections upstream',
    why: 'Least-connections compares (connections + 1) / weight: a small weight gets a request only when the others have very many in flight. Measured: at 1000:1 the standby gets none.',
    fix: 'Use `layout: auto` (two levels) or `algorithm: round-robin`, where a weight is a share; or leave `standbyShare` out.',
    wrong: 'layout: flat\nalgorithm: least-connections\nfailover: { standbyShare: 1% }',
    right: 'layout: auto\nalgorithm: least-connections\nfailover: { standbyShare: 1% }',
  },
  BLS1607: {
    severity: 'warning',
    title: 'Steps of a return under least-connections',
    why: 'In one upstream with the targets of all regions a small weight gets no requests, and a large one all that are free: shares cannot be expressed.',
    fix: 'Use `layout: auto` or `two-level`, which give each region an upstream, or `algorithm: round-robin`.',
    wrong: 'layout: flat\nalgorithm: least-connections\nfailback: { steps: [1%, 10%, 100%] }',
    right: 'layout: auto\nalgorithm: least-connections\nfailback: { steps: [1%, 10%, 100%] }',
  },
  BLS1608: {
    severity: 'error',
    title: 'Answer that Kong cannot give',
    why: 'Kong itself is the target that gives the answer. Its passive checks count 500, 502 and 504, so it would take that target out; and decK fills in `${{ … }}` wherever it finds it.',
    fix: 'Use 503 (or 200 to 499), and a body without `${{`.',
    wrong: 'failover: { whenCapacityIsShort: shed, answer: { status: 500 } }',
    right: 'failover: { whenCapacityIsShort: shed, answer: { status: 503 } }',
  },
  BLS1609: {
    severity: 'warning',
    title: 'Answer that nobody gets',
    why: 'With `overflow` nothing is refused on purpose. When no target of any region is left, Kong answers by itself: 503, whose text only `error_template_json` in kong.conf changes.',
    fix: 'Write `whenCapacityIsShort: shed`, or leave `answer` out.',
    wrong: 'failover: { answer: { body: "Back soon." } }',
    right: 'failover: { whenCapacityIsShort: shed, answer: { body: "Back soon." } }',
  },
  BLS1610: {
    severity: 'error',
    title: 'Writes without a region',
    why: '`access: reads` says that a region cannot write. Somewhere the writes have to go.',
    fix: 'Leave `access` out in the region that writes.',
    wrong:
      'targets:\n  eu-west: { hosts: [a:80], access: reads }\n  eu-north: { hosts: [b:80], access: reads }',
    right: 'targets:\n  eu-west: { hosts: [a:80] }\n  eu-north: { hosts: [b:80], access: reads }',
  },
  BLS1611: {
    severity: 'error',
    title: 'Reads only in a flat upstream',
    why: 'Kong tells methods apart by routes, and routes stand between the two levels: in one flat upstream its retries and last resorts would take writes to the region that only reads. On Kubernetes, with consistent hashing and without a plain listener on loopback there is no second level.',
    fix: 'Use `layout: auto` with `gateways.*.loopback`, and an algorithm other than consistent-hashing; or make two services of it, one for the writing methods.',
    wrong:
      'layout: flat\ntargets:\n  eu-west: { hosts: [a:80] }\n  eu-north: { hosts: [b:80], access: reads }',
    right:
      'layout: auto\ntargets:\n  eu-west: { hosts: [a:80] }\n  eu-north: { hosts: [b:80], access: reads }',
  },
} as const satisfies Record<string, CodeEntry>;
