export const BALANCING = {
  heading: 'Balancing methods',
  head: ['Service', 'Method', 'Layout', 'Share in peace'],
  layout: { flat: 'one upstream', 'two-level': 'two levels' },
  share: (text: { region: string; share: string }) => `${text.region} ${text.share}`,
  methodsOf: (text: { service: string; method: string }) => `${text.service}: \`${text.method}\``,
  chosen: 'Chosen.',
  refused: 'Not chosen.',
  roundRobinChosen: (text: { repeats: string; of: string }) =>
    `Exact shares: a weight of one in a hundred is one request in a hundred, which the standby share and a return in steps rely on. Its price: a retry takes the next slot, whatever target that is; under load ${text.repeats} of ${text.of} retries met the same target again.`,
  roundRobinRefused: (text: { lost: string; leastLost: string; p99: string; leastP99: string }) =>
    `One target ten times slower: ${text.lost} requests lost and a p99 of ${text.p99}, where least-connections lost ${text.leastLost} with a p99 of ${text.leastP99}. And a retry may meet the target that has just failed.`,
  roundRobinNoKey: 'It has no notion of a key: the next request of a session goes to any target.',
  leastChosen: (text: { lost: string; roundLost: string }) =>
    `Sends less to whoever answers late: with one target ten times slower it lost ${text.lost} requests, round-robin ${text.roundLost}. A retry never meets a target that the request has tried.`,
  leastRefused: (text: { share: string; weight: string; large: string; small: string }) =>
    `Its weights are no shares: at light load weights of ${text.large} to ${text.small} gave the larger one ${text.share}, so that a standby share of ${text.weight} is never proven.`,
  leastAdvised: (text: { lost: string; roundLost: string }) =>
    `The strategy asks for another one. With one target ten times slower it lost ${text.lost} requests where round-robin lost ${text.roundLost}, and in two levels, which this Kong can do, shares of regions are exact all the same: worth a try in a drill.`,
  leastRefusedTwoLevels:
    'Its weights are no shares, and the two levels that would make regions exact are switched off here.',
  leastNoKey: 'It sends each request to the least busy target; a session would not stay.',
  hashChosen: (text: { moved: string; targets: string }) =>
    `The same key stays with the same target. When one of ${text.targets} targets goes, only its keys move (${text.moved} of all) and they come back afterwards.`,
  hashAlone:
    'The same key stays with the same target. Its region has one target here, so that all keys go when it goes.',
  hashRefused: (text: { tries: string }) =>
    `Nothing here needs a key to stay, and its retry goes to the same target each time: all requests hashed to a refusing target failed, after ${text.tries} tries each, until it was marked.`,
  hashRing: (text: { places: string; slots: string; tooMany: string }) =>
    `The ring has ${text.slots} places, ${text.places} for each target; with the default of Kong ${text.tooMany} equal targets do not fit and every request is a 503.`,
  latencyRefused: (text: { lost: string; sent: string }) =>
    `Once a target is marked down, its score of nought keeps being picked and Kong answers 500 by itself: ${text.lost} of ${text.sent} requests lost with a slow region. It is also blind to errors: who fails fast, looks fastest.`,
  twoLevels: (text: { hop: string; from: string; to: string }) =>
    `Two levels: an upstream of regions before one for each region, Kong passing each request through itself. Shares of regions and of refusing are exact, and a region moves by two writes whatever the number of targets. Costs a hop of at most ${text.hop}, ${text.from} to ${text.to} of the throughput of a saturated node, and twice the probes. Kong must answer plain HTTP on all of \`127.0.0.0/8\` and trust it (\`KONG_TRUSTED_IPS\`); \`loopback: none\` does without.`,
  flatLeast:
    'Least-connections in one flat upstream: small weights get almost nothing at low load, so the standby is proven less, the first steps of a return are coarse, and nothing can be refused exactly.',
  lastResort: (text: { share: string }) =>
    `Regions without a share keep weight 1 for each target (at most ${text.share} together) as the last resort of Kong alone; not under \`isolate\`.`,
};

export type BalancingWords = typeof BALANCING;
