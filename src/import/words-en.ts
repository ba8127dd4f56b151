/** What an import says, in English. */

import type { ImportWords } from './import-words.ts';

export const ENGLISH: ImportWords = {
  check: 'CHECK',
  header: (from) =>
    `Made by ballast import from ${from}. Lines marked CHECK are guesses: look at each before Ballast writes anything. Every key is explained in docs/strategy.md.`,
  lossesHeader: 'Not carried over; Ballast neither writes nor removes it unless said so:',
  more: (count) => `… and ${count} more (ballast import --json lists them all).`,
  guesses: {
    'gateway-address': () =>
      'a file does not say where the Admin API is; every node of the cluster should be listed.',
    'gateway-region': ({ region }) =>
      `taken to run in ${region}, where most weight is. Add the gateways of the other regions.`,
    'gateway-loopback': ({ url }) =>
      `least-connections over several regions is built in two levels, for which Kong must listen on 0.0.0.0 (${url} here). Write loopback: none if it does not.`,
    objective: () => 'Kong knows no objective: write what you promised your users.',
    'region-from-tag': () => 'Regions are those of the tags of the targets.',
    'region-from-host': () => 'Regions are guessed from the host names.',
    'region-from-upstream': () => 'Regions are guessed from the names of the upstreams.',
    'region-from-role': () => 'Regions are guessed from roles in the host names.',
    'region-from-failover-flag': () =>
      'the standby is what carries failover: true; nothing says where it runs.',
    'region-from-weight': () =>
      'the targets of little weight are taken to stand by in another region; nothing says so.',
    'region-unknown': () => 'Nothing tells the regions of these hosts, so they are put into one.',
    'standby-from-weight': ({ percent }) => `The weights in Kong give the standby ${percent} %.`,
    'standby-without-weight': () =>
      'the standby has weight 0 in Kong, so nobody probes it and nothing moves traffic to it. Ballast keeps weight 1 per host; 1% would prove that it works.',
    'standby-share-default': () =>
      'nothing sends traffic to the second upstream today. It becomes the standby, with a small share that proves it works.',
    'shares-from-weight': () => 'The weights in Kong make all regions serve.',
    'sizes-from-weight': () =>
      'unequal weights mean unequal hosts, but only their ratio is known. These capacities are so large that they limit nothing: write what each host can really serve.',
    'capacity-for-shed': () =>
      'shedding needs the capacity of every host, and Kong does not know it. These are so large that nothing is ever shed: write what each host can really serve.',
    'shares-moved': ({ percent }) =>
      `no failover setting gives the weights now in Kong; the nearest differs by up to ${percent} % of the traffic. Were weights moved by hand, or by a failover that is going on?`,
    'merged-upstreams': ({ upstreams }) =>
      `${upstreams} are taken for the regions of one service; today nothing moves traffic between them.`,
    'upstream-renamed': ({ from, to }) =>
      `The upstream ${from} becomes ${to}: the new one is written beside it, then the service names it.`,
    'upstream-shared': ({ upstream, other }) =>
      `${other} uses ${upstream} too; in Ballast each service has an upstream of its own.`,
    'upstream-undefined': ({ host }) =>
      `there is no upstream ${host}, so Kong looks the name up in DNS: one target, without health checks, without a way out. Name the hosts behind it.`,
    'upstream-unused': () => 'No service names this upstream.',
    'service-renamed': ({ from }) => `In Kong it is called ${from}.`,
    'routes-elsewhere': () =>
      'No service in Kong names this upstream: another tool owns the routes.',
    'health-path': ({ path }) =>
      `Kong does not check these hosts now, so ${path} is a guess. A wrong path takes every host out: make sure that it answers 200.`,
    'health-off': () => 'Health checks are off in Kong: dead hosts stay in rotation.',
    'health-interval': ({ healthy, unhealthy }) =>
      `Kong probes each ${healthy} s (healthy) and ${unhealthy} s (unhealthy); Ballast has one interval, the shorter. 1s finds a dead host in two seconds.`,
    'health-timeout': ({ timeout }) =>
      `The time-out of ${timeout} s in Kong is not below the interval; the default is used.`,
    'algorithm-latency': () =>
      'was latency, which keeps picking targets that are down (measured on Kong 3.9.3).',
    'algorithm-hash-none': () =>
      'was consistent-hashing on nothing, which spreads evenly. Name what to hash on if sessions must stick.',
    'algorithm-other': ({ algorithm }) => `was ${algorithm}, which a strategy cannot say.`,
    'kong-default-times': ({ retries }) =>
      `In Kong the time-outs are the default of 60 s${Number(retries) === 5 ? ' and the retries 5' : ''}; left out, so that they are made to fit client.deadline.`,
    'deadline-from-tries': ({ deadline, tries }) =>
      `${tries} tries take up to ${deadline} in Kong. Do callers wait that long? Else shorten the time-out.`,
    'log-listener': () => 'Kong’s http-log plugin has to send here; generate writes it.',
    'log-token': () => 'Kong sends a token with its log; name the file that holds it.',
    'pod-addresses': () =>
      'these are addresses of pods, which change. Behind the Kong Ingress Controller weights belong to HTTPRoute backendRefs; name Kubernetes services here.',
    'telemetry-expiry': () => 'Longer than the default, since health is looked at so rarely.',
  },
  losses: {
    field: ({ field, value }) => `${field} = ${value}`,
    plugin: ({ plugin, owner }) =>
      `plugin ${plugin}${owner === '' ? '' : ` of ${owner}`}; stays with whoever owns the base configuration`,
    'plugin-field': ({ field, value }) => `${field} = ${value}; Ballast writes its own`,
    entity: ({ count }) => `${count} that a strategy does not know`,
    'service-protocol': ({ protocol }) =>
      `protocol ${protocol}: Ballast steers http and https only`,
    'service-disabled': () => 'the service is disabled',
    'service-without-target': () => 'no target',
    'route-empty': () => 'matches neither by path, method nor host',
    'route-value': ({ field, value }) => `${field}: ${value}`,
    'route-name': ({ name }) => `is called ${name} when generated`,
    'target-address': ({ target }) => `target ${target} is no host:port`,
    'target-twice': ({ target }) => `target ${target} is there twice`,
    'upstream-unused': ({ count }) => `no service names it, and its ${count} targets go unused`,
    'health-counters': ({ field, value }) => `${field} = ${value}; Ballast’s own are used`,
    'health-type': ({ type }) => `active checks of type ${type} become HTTP probes of a path`,
    'not-kong': () => 'holds no Kong configuration',
    differs: ({ key }) => `${key} is different there; that of the first Kong is used`,
  },
};
