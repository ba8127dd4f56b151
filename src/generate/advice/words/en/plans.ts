/** Risks, drills and the roll-out. */

export const RISKS = {
  heading: 'Risks that remain',
  head: ['What', 'Why it remains', 'What to do'],
  rows: {
    gateway: [
      'The gateway itself and the way to it',
      'A Kong in the lost region is lost too. How callers get to another one is outside of what Ballast steers.',
      'A Kong in each region; DNS with a short life, GSLB or anycast with a health check of its own. Rehearse it: resolvers keep records longer than they should.',
    ],
    commonCause: [
      'Common cause',
      'A bad deploy everywhere, an expired certificate, a shared dependency. When all regions look equally bad, Ballast moves nothing on purpose.',
      'Deploy one region at a time, with hours between; share as little as can be.',
    ],
    data: [
      'Data stores',
      'Whether the other region may serve writes, and how fresh its data is, is decided by your databases. A failover of traffic before one of data loses writes.',
      'Say it per service: `failover.approval: manual`, or a `before` hook that promotes the database and fails when it could not.',
    ],
    dns: [
      'DNS of the targets',
      'Targets that are host names follow their records; several addresses multiply the weight, and an SRV record brings weights of its own.',
      'One address for each target name, or IP addresses; look at `ballast lint --dns`.',
    ],
    controlPlane: [
      'Kong’s Admin API and its database',
      'Without them no weight can be written. Kong goes on with the last ones; its own health checks still take out what is dead.',
      'Watch “write failures”; a database for each cluster, not one for all regions.',
    ],
    ballast: [
      'Ballast itself',
      'When it is dead the last weights stay and are safe (G1); what Kong does not see then waits for a person. When it is wrong, its guards bound the damage.',
      'Two replicas with the lease; `ballast disable` stops all writing at once; the baseline is a file that `ballast generate` writes.',
    ],
    writes: [
      'POST and PATCH on what hangs',
      'Kong repeats them only when nothing was sent yet, so that they fail until the target is marked.',
      'Idempotency keys, and callers that retry.',
    ],
    health: [
      'A health path that lies',
      'It says 200 while the service cannot do its work, or fails although it can.',
      'Let it check what a request needs, and nothing that all regions share.',
    ],
    capacity: [
      'Capacity stated and not measured',
      'Every figure on capacity here is what somebody wrote down.',
      'The load drill below; write down what it gives.',
    ],
    propagation: [
      'Kong clusters with a database',
      'Other nodes take a new weight with the next poll of the database: up to five seconds unless told otherwise.',
      'Set `db_update_frequency = 1`.',
    ],
  },
};

export const DRILLS = {
  heading: 'Test plan: drills',
  intro:
    'A design that is not rehearsed is a hope. Begin on a quiet morning with one service; the limits are the figures of this report.',
  head: ['Drill', 'How', 'How often', 'Passes when'],
  often: { week: 'weekly', month: 'monthly', quarter: 'each quarter', release: 'each release' },
  target: {
    name: (target: string) => `One target gone: ${target}`,
    how: 'Stop its process. Start it again after five minutes.',
    passes: (text: { within: string }) =>
      `out of rotation on every Kong node within ${text.within}; no request lost that may be repeated; back without a person`,
  },
  hang: {
    name: (target: string) => `One target hangs: ${target}`,
    how: 'Stop its process without ending it (`kill -STOP`), later `kill -CONT`.',
    passes: (text: { within: string; slowest: string }) =>
      `out within ${text.within}; no answer took longer than ${text.slowest}`,
  },
  region: {
    name: (text: { region: string; service: string }) =>
      `A region lost: ${text.service} in ${text.region}`,
    how: 'Stop all its targets of the service, or close them off by firewall.',
    passes: (text: { within: string; back: string }) =>
      `traffic elsewhere within ${text.within}; return not before ${text.back} and in steps; \`ballast explain\` says why`,
  },
  isolated: {
    name: (text: { region: string; service: string }) =>
      `A region lost, nobody may take over: ${text.service} in ${text.region}`,
    how: 'Stop all its targets of the service.',
    passes:
      'callers get 503 at once and not a hanging connection; the alert comes; no request leaves the region',
  },
  ballast: {
    name: 'Ballast dead, then a region lost',
    how: 'Stop `ballast run`, then the drill above.',
    passes: (text: { within: string }) =>
      `Kong alone moves traffic within ${text.within}; the alert that Ballast is down comes; after its start nothing flaps`,
  },
  gateway: {
    name: (gateway: string) => `A Kong cluster lost: ${gateway}`,
    how: 'Fail the health route that DNS or GSLB watches.',
    passes: (text: { within: string }) =>
      `callers have found the other gateway within ${text.within}`,
  },
  load: {
    name: (text: { service: string; region: string }) =>
      `Load with a region lost: ${text.service} without ${text.region}`,
    how: 'In a quiet hour: the region out, load raised in steps to what is said to fit.',
    passes: (text: { rps: string }) =>
      `p99 within its objective at ${text.rps}; above it requests are refused, not slowed down for all`,
    passesOverflow: (text: { rps: string }) =>
      `p99 within its objective at ${text.rps}; note from which load on it is not`,
  },
  telemetry: {
    name: 'Blind: no log reaches Ballast',
    how: 'Close the port of its log receiver for five minutes.',
    passes: 'no weight moves; the alert on stale telemetry comes',
  },
};

export const ROLLOUT = {
  heading: 'Roll-out plan',
  intro: 'Each step can stand for weeks, and each has its way back.',
  head: ['Step', 'Do', 'Look at', 'Way back'],
  steps: {
    lint: [
      'Look',
      '`ballast lint` on the strategy and on the Kong as it is; `ballast import` shows what Kong has now.',
      'Nothing changes.',
      'None needed.',
    ],
    files: [
      'Read what would be written',
      '`ballast generate --out kong`, and `ballast plan` against the running Kong.',
      'Every difference has a reason in this report.',
      'None needed.',
    ],
    one: [
      'One service in Kong',
      'Apply the upstream of the least important service with its static weights. Ballast is not running yet.',
      'Error ratio and p99 for a day; each node’s health of the upstream.',
      'Point the service back at its old upstream; keep the old one until the last step.',
    ],
    observe: [
      'Ballast observes',
      '`ballast run` with `mode: observe`. It writes nothing and tells what it would have done.',
      '`ballast status`, and `ballast explain` for each thing it would have done, for two weeks.',
      'Stop it.',
    ],
    rest: [
      'All services in Kong',
      'One a day, least important first.',
      'As above.',
      'As above, service by service.',
    ],
    drills: [
      'Rehearse Kong alone',
      'The drills “one target gone” and “Ballast dead, then a region lost”.',
      'The limits of the test plan.',
      'Start what was stopped; Kong takes it back by itself.',
    ],
    act: [
      'Ballast acts',
      '`ballast enable`. Begin in office hours, with somebody watching.',
      'Writes an hour in a quiet week: none. All decisions explained.',
      '`ballast disable`: the weights stay as they are. Then apply the generated files to be at the baseline again.',
    ],
    alerts: [
      'Alerts wake people',
      'Load the generated Prometheus rules; tickets first, pages after a quiet week.',
      'No page without a runbook and a cause.',
      'Take the rules out again.',
    ],
    clean: [
      'Clean up',
      'Delete the old upstreams and what health checks they had.',
      'Nothing names them any more.',
      'They are in the backup of the first step.',
    ],
  },
};

export type RiskWords = typeof RISKS;
export type DrillWords = typeof DRILLS;
export type RolloutWords = typeof ROLLOUT;
