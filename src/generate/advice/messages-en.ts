import type { Messages } from './messages.ts';

export const ENGLISH: Messages = {
  title: (name) => `${name}: how it stays up`,
  intro:
    'Written by `ballast advise` from the strategy file. Times are worst cases that follow from the generated settings, not measurements of your systems.',
  inShort: 'In short',
  budget: ({ services, availability, window, budget }) =>
    `**${services}**: ${availability} over ${window} leaves **${budget}** of full outage. Everything below is held against that.`,
  kongAlone: ({ refused, hanging }) =>
    `A region that refuses connections is out of rotation within ${refused}, one that hangs within ${hanging}, **by Kong alone**: this also holds while Ballast is down.`,
  withBallast: ({ target, region, targetRatio, regionRatio }) =>
    `What Kong does not see, Ballast moves away: one target failing ${targetRatio} of its requests after about ${target}, a region failing ${regionRatio} after about ${region}.`,
  capacityOk: 'Every region can be lost without shedding load, on the capacities stated.',
  capacityShort: (services) =>
    `**Not every region can be lost at full load**: see capacity for ${services}.`,
  capacityUnknown: (services) =>
    `Capacity is not stated everywhere (${services}), so nobody can say whether the loss of a region fits. State \`capacity\` per host.`,
  gatewaysInOneRegion: ({ gateways, region }) =>
    `**All gateways (${gateways}) are in ${region}.** When that region goes, Kong goes with it and nothing below helps. Put a second Kong in another region and bring callers to it by DNS, GSLB or anycast.`,

  balancing: 'Load balancing',
  balancingHead: ['Service', 'Method', 'Failover', 'Share in peace'],
  why: (algorithm) => `Why \`${algorithm}\``,
  algorithm: {
    'round-robin':
      'Exact shares: a weight of 1 % is 1 % of the requests, which the standby share and a return in steps rely on. A retry takes the next slot, whatever target that is, hence several short tries.',
    'least-connections':
      'Absorbs a slow target within a second and never retries the same target twice.',
    'consistent-hashing':
      'The same key stays with the same target. A retry goes to that same target again until it is marked down, so the passive limits are low.',
  },
  mode: {
    'active-passive': 'one region serves, the next stands by',
    'active-active': 'all regions serve',
    isolate: 'traffic stays in its region',
  },
  lastResort:
    'Regions without a share keep weight 1 per target (at most 0.03 % together) as a last resort for Kong alone; not under `isolate`.',
  twoLevels: 'two levels',
  twoLevelsReason:
    'An upstream of regions before one for each region, Kong passing each request through itself: exact shares of regions and of shedding, and a region moves by two writes. Costs a hop within Kong (at most 0.2 ms), 11 to 37 % of the throughput of a saturated node, and twice the probes. Kong must answer plain HTTP on all of 127.0.0.0/8 and trust it (KONG_TRUSTED_IPS); `loopback: none` does without.',
  flatLeastConnections:
    'Least-connections in one flat upstream: small weights get almost nothing at low load, so the standby is proven less, the first steps of a return are coarse, and nothing can be shed exactly.',
  latencyRefused:
    'Kong’s `latency` method is never chosen: once a target is marked down, its zero score keeps being picked and Kong answers 500 by itself (3,874 of 6,016 requests lost on Kong 3.9.3).',

  checks: 'Health checks and time limits',
  checksIntro:
    'Active checks mark a target after 2 failures of one kind and take it back after 2 good answers; every Kong node probes for itself. Passive checks mark it after 2 refused or timed-out tries, or 5 errors in a row.',
  checksHead: ['Service', 'Probe', 'Refused', 'Hangs', '5xx on probe', 'Back after', 'One request'],
  probe: ({ path, interval, timeout }) => `\`${path}\` every ${interval}, limit ${timeout}`,
  tries: ({ tries, timeout, all, deadline }) =>
    `${tries} tries × ${timeout} = ${all} of ${deadline}`,
  overload:
    '503 and 429 on traffic mean overload and mark nothing: taking overloaded targets out lost 3,772 requests instead of 2,425 where the standby was too small. On the probe path 503 does count.',
  tooSlow: ({ service, all, deadline }) =>
    `**${service}**: all tries together take ${all}, longer than the ${deadline} that callers wait. Lower \`protect.timeout\` or \`protect.retries\`.`,

  failures: 'What happens when …',
  failuresIntro: ({ person }) =>
    `“Budget” is full-outage equivalent: seconds × failing share, for the worst service. Where nothing moves by itself, a person is assumed to have acted after ${person}.`,
  failuresHead: ['Failure', 'Kong alone', 'Budget', 'With Ballast', 'Budget', 'Callers notice'],
  failure: {
    'region-refuses': 'region refuses connections',
    'region-hangs': 'region accepts and never answers',
    'region-errors': 'region answers 5xx, also on the probe path',
    'target-gray': 'one target fails 30 %, its probe is fine',
    'region-gray': 'region fails 5 %, probes are fine',
    slow: 'target or region slow, no time-outs',
  },
  callers: {
    'region-refuses': 'a few errors; the rest is retried',
    'region-hangs':
      'GET is slow once, then normal; POST and PATCH are not repeated and fail until the target is marked',
    'region-errors': '5xx until marked: Kong never retries an answer',
    'target-gray': 'errors until ejected; alone, Kong ejects and re-admits it again and again',
    'region-gray': 'errors until traffic has moved',
    slow: 'slow answers; this spends the latency objective, not this budget',
  },
  never: 'never by itself',
  budgetUse: ({ seconds, percent }) => `${seconds} (${percent})`,
  rates: (rates) =>
    `Times with Ballast count with ${rates} (half the stated capacity of the first region, or 100/s when none is stated). They are means; with less traffic, evidence takes longer in proportion.`,
  rate: ({ service, rps }) => `${rps}/s for ${service}`,

  timeline: 'Failover and return',
  timelineSame: 'The longest of all services:',
  fault: 'A region stops answering.',
  kongOut: ({ after }) =>
    `at most +${after}: Kong has marked its targets; traffic goes to the next region.`,
  evacuated:
    'a few seconds later: two kinds of evidence agree (probes, requests, Kong’s health); Ballast makes it durable, so that Kong’s own re-admission cannot flood a region that just came back.',
  healed: 'The region answers again.',
  hold: ({ hold, max }) =>
    `+${hold}: it must look well all that time. Doubles with each relapse, up to ${max}.`,
  steps: ({ steps, dwell, requests }) =>
    `then ${steps} of its normal share, each step at least ${dwell} and ${requests} good requests.`,
  returned: ({ total }) => `at the earliest +${total}: all traffic is back.`,
  relapse: 'Errors in a step send it back to the hold at once.',
  manualReturn: 'The return waits for a person (`failback.approval: manual`).',

  capacity: 'Capacity, now and with a region gone',
  capacityHead: ['Service', 'Lost region', 'Its capacity', 'Left', 'Fits load up to', 'Verdict'],
  verdict: {
    fits: 'fits',
    short: '**short at full load**',
    unknown: 'not known',
    'nothing-left': '**nothing left**',
  },
  rps: (value) => `${value}/s`,
  notStated: 'not stated',
  capacityNote: ({ ceiling }) =>
    `A region is filled to ${ceiling} of what is stated. “Fits” = the others take all that the lost region may be given. Stated is not measured: rehearse it.`,
  whenShort: {
    shed: 'What does not fit should be refused on purpose; this version reports it and leaves refusing to the targets’ own limits.',
    overflow: 'What does not fit goes to the remaining targets anyway, which may slow them down.',
  },

  notCovered: 'What this does not cover',
  notCoveredItems: [
    'The gateway itself and the way to it. A Kong in the lost region is lost too; DNS, GSLB or anycast has to bring callers to another one.',
    'Data. Whether the other region may serve writes, and how fresh its data is, is decided by your databases.',
    'Common causes: a bad deploy everywhere, a shared database. When every region looks equally bad, Ballast moves nothing.',
    'Writes on hanging targets. Kong repeats POST and PATCH only when the connection was refused.',
    'Kong clusters with a database: other nodes take a new weight after up to 5 s; set `db_update_frequency = 1`.',
    'A health path that says 200 while the service cannot do its work: check it covers what requests need.',
  ],
};
