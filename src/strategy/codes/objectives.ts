/** BLS15xx: objectives, shares and capacity. */

import type { CodeEntry } from './entry.ts';

export const OBJECTIVE_CODES = {
  BLS1501: {
    severity: 'error',
    title: 'Availability cannot be an objective',
    why: '100 % leaves no error budget and is never kept; below 50 % it says nothing.',
    fix: 'Use what the users need, such as 99.9% or 99.99%.',
    wrong: 'objective: { availability: 100% }',
    right: 'objective: { availability: 99.99% }',
  },
  BLS1502: {
    severity: 'warning',
    title: 'Availability above what one region of gateways gives',
    why: 'A Kong in the region that dies, dies with it; all gateways are in one region.',
    fix: 'Run a Kong in a second region and add it under `gateways`.',
    wrong: 'objective: { availability: 99.99% } # one gateway, in eu-west',
    right:
      'gateways:\n  kong-eu: { region: eu-west, admin: "http://10.1.0.1:8001" }\n  kong-no: { region: eu-north, admin: "http://10.2.0.1:8001" }',
  },
  BLS1503: {
    severity: 'error',
    title: 'Standby share too small for the weights',
    why: 'Weights are whole numbers that sum to 10,000 per upstream, and each live target has at least 1.',
    fix: 'Use at least 0.01 % for each host of the standby region.',
    wrong: 'standbyShare: 0.001%',
    right: 'standbyShare: 1%',
  },
  BLS1504: {
    severity: 'warning',
    title: 'Standby share not on the weight grid',
    why: 'Weights are whole numbers that sum to 10,000 per upstream, so shares go in steps of 0.01 %.',
    fix: 'Use the nearest share that is possible.',
    wrong: 'standbyShare: 1.234%',
    right: 'standbyShare: 1.23%',
  },
  BLS1505: {
    severity: 'warning',
    title: 'Standby share of half or more',
    why: 'The standby would carry as much as the region that is preferred.',
    fix: 'Use a few percent, or `mode: active-active` to share the load.',
    wrong: 'failover: { mode: active-passive, standbyShare: 60% }',
    right: 'failover: { mode: active-active }',
  },
  BLS1506: {
    severity: 'error',
    title: 'Shedding needs capacities',
    why: 'Without the capacity of each host Ballast cannot know what does not fit.',
    fix: 'State `capacity` for each region of the service, or use `whenCapacityIsShort: overflow`.',
    wrong:
      'targets: { eu-west: { hosts: [product-1:8080] } }\nfailover: { whenCapacityIsShort: shed }',
    right:
      'targets: { eu-west: { hosts: [product-1:8080], capacity: 200rps } }\nfailover: { whenCapacityIsShort: shed }',
  },
  BLS1507: {
    severity: 'warning',
    title: 'Capacity not stated',
    why: 'Ballast cannot tell whether the other regions can carry the load (N−1), nor adapt to it. It takes the careful way: such a region spills nothing before it is overloaded, and takes what others spill in steps of 5 % of the demand a second, as long as nothing speaks against it.',
    fix: 'State `capacity` per host and region, measured or estimated, or write `adapt: { load: off }`.',
    wrong: 'eu-west: { hosts: [product-1:8080] }',
    right: 'eu-west: { hosts: [product-1:8080], capacity: 200rps }',
  },
  BLS1508: {
    severity: 'warning',
    title: 'Capacity stated for some hosts only',
    why: 'In one pool all or none must have a capacity, or shares cannot follow it.',
    fix: 'State it for the others too.',
    wrong: 'eu-west: { hosts: [{ host: "a:8080", capacity: 200rps }, b:8080] }',
    right: 'eu-west: { hosts: [a:8080, b:8080], capacity: 200rps }',
  },
  BLS1509: {
    severity: 'warning',
    title: 'Not enough capacity without the largest region (N−1)',
    why: 'When that region is lost at full load (at the peak where `load` is stated), part of the requests fits nowhere.',
    fix: 'Add hosts to the other regions, or accept that the rest is shed or overflows.',
    wrong:
      'eu-west: { hosts: [a:80, b:80], capacity: 200rps }\neu-north: { hosts: [c:80], capacity: 200rps }',
    right:
      'eu-west: { hosts: [a:80, b:80], capacity: 200rps }\neu-north: { hosts: [c:80, d:80], capacity: 200rps }',
  },
  BLS1510: {
    severity: 'error',
    title: 'Latency objectives contradict each other',
    why: 'A higher quantile is never faster than a lower one.',
    fix: 'Swap the limits, or remove one of the two.',
    wrong: 'latency: { p50: 500ms, p99: 300ms }',
    right: 'latency: { p50: 50ms, p99: 300ms }',
  },
  BLS1511: {
    severity: 'warning',
    title: 'Standby share without effect',
    why: 'Only `mode: active-passive` has a standby.',
    fix: 'Remove `standbyShare`, or use `mode: active-passive`.',
    wrong: 'failover: { mode: active-active, standbyShare: 1% }',
    right: 'failover: { mode: active-active }',
  },
  BLS1512: {
    severity: 'error',
    title: 'More targets than the weight grid holds',
    why: 'Weights are whole numbers that sum to 10,000 per upstream; each target needs at least 1.',
    fix: 'Split the service.',
    wrong: 'hosts: [] # ten thousand of them',
    right: 'hosts: [product-1:8080]',
  },
  BLS1513: {
    severity: 'error',
    title: 'Usual load above the peak',
    why: 'The peak is the most that is expected; the usual load is the mean of a day.',
    fix: 'Swap the two, or raise the peak.',
    wrong: 'load: { peak: 120rps, usual: 300rps }',
    right: 'load: { peak: 300rps, usual: 120rps }',
  },
  BLS1514: {
    severity: 'warning',
    title: 'Expected load does not fit',
    why: 'At the peak all hosts together are above the ceiling of 85 %, also with every region there: queues grow and requests time out.',
    fix: 'Add hosts, or correct `load` or `capacity`.',
    wrong: 'load: 500rps\ntargets: { eu-west: { hosts: [product-1:8080], capacity: 200rps } }',
    right: 'load: 150rps\ntargets: { eu-west: { hosts: [product-1:8080], capacity: 200rps } }',
  },
  BLS1515: {
    severity: 'error',
    title: 'Promotion without approval',
    why: '`beforeApproval: nothing` keeps everything from a standby until a person has approved the failover.',
    fix: 'Use it with `mode: active-passive` and `approval: manual` (which it implies).',
    wrong: 'failover: { approval: auto, beforeApproval: nothing }',
    right: 'failover: { beforeApproval: nothing, before: /usr/local/bin/promote-database }',
  },
} as const satisfies Record<string, CodeEntry>;
