export const SITUATION = {
  heading: 'Situation and assumptions',
  given: 'Given',
  head: ['Service', 'Objective', 'Full outage allowed', 'Latency', 'Load', 'Targets', 'Failover'],
  objective: (text: { availability: string; window: string }) =>
    `${text.availability} in ${text.window}`,
  latency: (text: { quantile: string; limit: string }) => `p${text.quantile} ${text.limit}`,
  noLatency: 'none stated',
  regionTargets: (text: { region: string; count: string; capacity: string }) =>
    `${text.region}: ${text.count}${text.capacity}`,
  perTarget: (text: { rps: string }) => ` × ${text.rps}`,
  targets: { one: '{n} target', other: '{n} targets' },
  peak: (text: { usual: string; peak: string }) => `${text.usual}, at the peak ${text.peak}`,
  mode: {
    'active-passive': 'one region serves, the next stands by',
    'active-active': 'all regions serve',
    isolate: 'traffic stays in its region',
  },
  gateways: (text: { list: string }) => `Kong: ${text.list}.`,
  gateway: (text: { name: string; region: string; nodes: string }) =>
    `${text.name} in ${text.region} (${text.nodes})`,
  nodes: { one: '{n} node named', other: '{n} nodes named' },
  assumed: 'Assumed, because nobody said',
  loadAssumed: (text: { services: string; ratio: string }) =>
    `Load of ${text.services}: ${text.ratio} of the first region’s stated capacity. State your own as \`load\` of the service.`,
  loadUnknown: (text: { services: string; rps: string }) =>
    `Load of ${text.services}: ${text.rps}, for want of capacity and load. Estimates of times follow it: half the load, twice the time until there is evidence.`,
  capacityUnknown: (text: { services: string }) =>
    `Capacity of ${text.services} is not known. Nothing here can show whether it is too small.`,
  oneNode: (text: { gateways: string }) =>
    `${text.gateways}: one node. With more, name all Admin URLs: each node has its own health and takes new weights at its own time.`,
  edition:
    'Kong 3.4 to 3.9 in its open-source edition; `ballast run` detects what it really is and refuses what it cannot do.',
  loopback: (text: { gateways: string }) =>
    `${text.gateways}: no plain-HTTP listener on loopback, hence one flat upstream for each service and no exact refusing of what does not fit.`,
  methods:
    'GET, HEAD, PUT and DELETE may be repeated; Kong itself repeats POST and PATCH only when nothing was sent yet.',
  failures:
    'How often things fail: the table under “Expected availability”, to be replaced by your own records.',
  nothing: 'Nothing of weight.',
};

export type SituationWords = typeof SITUATION;
