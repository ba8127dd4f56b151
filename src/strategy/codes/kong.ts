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
    title: 'Two-level layout not built yet',
    why: 'This version builds one upstream per service with the targets of all regions.',
    fix: 'Write `layout: auto`; the strategy works unchanged when the layout arrives.',
    wrong: 'layout: two-level',
    right: 'layout: auto',
  },
  BLS1605: {
    severity: 'warning',
    title: 'Shedding is exact under round-robin only',
    why: 'Measured: under least-connections the instant answers of the shed target attract requests, so more than intended is shed; Ballast falls back to overflow.',
    fix: 'Use `algorithm: round-robin`, or `whenCapacityIsShort: overflow`.',
    wrong: 'algorithm: least-connections\nfailover: { whenCapacityIsShort: shed }',
    right: 'algorithm: round-robin\nfailover: { whenCapacityIsShort: shed }',
  },
  BLS1606: {
    severity: 'warning',
    title: 'Standby share under least-connections',
    why: 'Least-connections compares (connections + 1) / weight: a small weight gets a request only when the others have very many in flight. Measured: at 1000:1 the standby gets none.',
    fix: 'Use `algorithm: round-robin`, under which a weight is a share, or leave `standbyShare` out.',
    wrong: 'algorithm: least-connections\nfailover: { standbyShare: 1% }',
    right: 'algorithm: round-robin\nfailover: { standbyShare: 1% }',
  },
} as const satisfies Record<string, CodeEntry>;
