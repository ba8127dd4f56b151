/** English. */

import type { InitWords } from './init-words.ts';

export const ENGLISH: InitWords = {
  questions: {
    name: {
      ask: () => 'What is this set of services called?',
      why: 'The name is in reports, alerts and metrics.',
    },
    availability: {
      ask: () => 'How much of the requests must succeed?',
      why: '99.9% leaves 43 minutes of outage in 30 days, 99.95% 22, 99.99% 259 seconds.',
    },
    p99: {
      ask: () => 'How fast must 99 of 100 answers be?',
      why: 'Time-outs, retries and the detection of slow targets follow from it.',
    },
    regions: {
      ask: () => 'Which regions are there, first choice first?',
      why: 'A region is what can fail as a whole: a data centre, a zone, a cluster.',
    },
    gateway: {
      ask: ({ region }) => `Where is the Admin API of the Kong in ${region}?`,
      why: 'One URL for each node, so that the health each sees is read. Empty: no Kong.',
    },
    'gateway-name': { ask: () => 'Name of the gateway?', why: 'In reports and files.' },
    'token-file': { ask: () => 'File with its token?', why: 'Read at run time, never copied.' },
    loopback: { ask: () => 'Its plain listener on loopback?', why: 'Needed for shedding.' },
    logs: {
      ask: () => 'Where can Kong send its request log? (host:port of Ballast)',
      why: 'Errors and latencies of each target come from it. As Kong reaches it.',
    },
    'logs-token-file': {
      ask: () => 'In which file is the token that Kong sends with its log?',
      why: 'Off loopback anybody could send false logs, and so move traffic.',
    },
    prometheus: {
      ask: () => 'Where is Prometheus?',
      why: 'Tells the load of all gateways together. Ballast goes on without it.',
    },
    services: {
      ask: () => 'Which services are there?',
      why: 'Each gets a Kong service and an upstream of its own.',
    },
    path: {
      ask: ({ service }) => `Which endpoints does ${service} have? (path prefixes)`,
      why: 'Kong sends requests by them. Empty: another tool owns the routes.',
    },
    methods: {
      ask: ({ service }) => `Which HTTP methods does ${service} take?`,
      why: 'Others are answered 404 by Kong. Empty: all.',
    },
    target: {
      ask: ({ service, region }) => `On which hosts does ${service} run in ${region}?`,
      why: 'host:port, as Kong reaches them. Empty: it does not run there.',
    },
    capacity: {
      ask: ({ service }) => `How many requests can one host of ${service} take?`,
      why: 'Measured or estimated, such as 200rps. Empty: not known; learnt, carefully.',
    },
    load: {
      ask: ({ service }) => `How many requests does ${service} get at its peak?`,
      why: 'Shows whether the loss of a region fits. Empty: not known.',
    },
    like: {
      ask: ({ service }) => `Is ${service} like another service in all that follows?`,
      why: 'Health, objectives, balancing and failover are then asked only once.',
      choices: { own: 'no, ask me' },
    },
    'strip-path': {
      ask: ({ service }) => `What does ${service} get to see of a path such as /x/42?`,
      why: 'Kong can take the prefix of the route off.',
      choices: { off: 'the whole path: /x/42', on: 'the rest: /42' },
    },
    health: {
      ask: ({ service }) => `Which path tells whether ${service} can serve?`,
      why: 'It should fail when the service cannot do its work: is its database there?',
    },
    'service-availability': {
      ask: ({ service }) => `How much of the requests to ${service} must succeed?`,
      why: 'Where it differs from the common objective.',
    },
    'service-p99': {
      ask: ({ service }) => `How fast must 99 of 100 answers of ${service} be?`,
      why: 'Where it differs from the common objective.',
    },
    deadline: {
      ask: ({ service }) => `How long do callers of ${service} wait?`,
      why: 'All tries of a request have to fit in; an answer after it is of no use.',
    },
    sessions: {
      ask: ({ service }) => `Must requests to ${service} that belong together reach one host?`,
      why: 'Costs even balancing, and sessions move when hosts come and go.',
      choices: {
        none: 'no',
        'cookie:': 'yes, by a cookie (Kong sets it when there is none)',
        ip: 'yes, by the client’s address',
        path: 'yes, by the path (caches)',
        consumer: 'yes, by the consumer that Kong knows',
        'header:': 'yes, by a header',
        'queryArg:': 'yes, by a query argument',
      },
      complete: 'What is it called?',
    },
    algorithm: {
      ask: ({ service }) => `How should Kong balance the hosts of ${service}?`,
      why: 'Ballast adapts the weights in both.',
      choices: {
        'least-connections': 'least connections: lost least in nearly every fault measured',
        'round-robin': 'round-robin: weights are exact shares, simple to follow',
      },
    },
    repeat: {
      ask: ({ service }) => `May a failed request to ${service} be tried at another host?`,
      why: 'Kong repeats what was refused, and GET, PUT and DELETE that got no answer.',
      choices: {
        yes: 'yes: repeating those does no harm (idempotent)',
        no: 'no: never send anything twice',
      },
    },
    failover: {
      ask: ({ service }) => `What when a whole region of ${service} fails?`,
      why: 'Requests go by the order of regions; a gateway prefers its own.',
      choices: {
        'active-passive': 'another region stands by and takes over',
        'active-active': 'all regions serve; the others take over',
        isolate: 'nothing: requests must not leave their region',
        'reads-only': 'the standby serves reads only, writes wait for the region',
        'static-answer': 'the standby takes over; without any, a fixed answer',
      },
    },
    approval: {
      ask: ({ service }) => `Must data be promoted before ${service} may move?`,
      why: 'Waiting for a person costs minutes; 99.99% leaves 259 seconds a month.',
      choices: {
        auto: 'no, move by itself',
        manual: 'yes, a person approves (ballast approve)',
      },
    },
    before: {
      ask: ({ service }) => `What is to be called before ${service} moves?`,
      why: 'A command or URL, such as the promotion of a database. Empty: nothing.',
    },
    after: {
      ask: () => 'And what after it has moved?',
      why: 'A command or URL. Empty: nothing.',
    },
    answer: {
      ask: ({ service }) => `What should callers of ${service} read when nothing is left for them?`,
      why: 'One line: JSON, HTML or plain text. Empty: “Over capacity, try again later”.',
    },
    'when-short': {
      ask: ({ service }) => `What when the hosts that are left cannot take all of ${service}?`,
      why: 'Shedding keeps the rest fast; overflow may pull all of it down.',
      choices: {
        overflow: 'send it all the same',
        shed: 'answer what does not fit with 503 and Retry-After',
      },
    },
  },
  complaints: {
    name: 'Letters, digits, dots, dashes and underscores, at most 64.',
    names: 'Names separated by commas: letters, digits, dots, dashes, underscores.',
    'names-clash': 'Two of these names come to the same; letter case does not count.',
    share: 'A number with a percent sign, such as 99.9%.',
    availability: 'At least 50% and below 100%: 100% is never kept.',
    duration: 'A number with a unit, such as 300ms, 2s or 1m30s; an hour at most.',
    deadline: 'At least 10ms: no caller waits less.',
    rate: 'A number with rps or rpm, such as 200rps or 6000rpm.',
    url: 'http:// or https://, a host and a port, without name, password or query.',
    'url-twice': 'This Admin API is there twice; two entries would steer one Kong.',
    'gateway-nowhere': 'At least one region needs a Kong.',
    path: 'Paths begin with a slash and have no spaces, ? or #.',
    method: 'Methods in capitals, such as GET, POST.',
    'route-taken': 'Another service has this path with these methods already.',
    hosts: 'One of these is no host or has no port: write name:port, such as 10.0.0.1:8080.',
    'hosts-twice': 'One of these hosts is there already; a host belongs to one region.',
    'hosts-nowhere': 'The service has to run somewhere.',
    listen: 'host:port by which Kong reaches Ballast, such as 10.0.0.5:9911.',
    header: 'Kong 3.8 and 3.9 cannot hash on a header with a dash; choose another.',
    word: 'Letters, digits, dots, dashes and underscores.',
    choice: 'That is not one of the choices.',
    like: 'Only a service before this one, or own.',
    line: 'One line, of at most 1000 characters.',
    answer: 'One line, of at most 1000 characters, without ${{.',
  },
  file: {
    header: 'What Ballast keeps up, and how. All keys: docs/strategy.md',
    objective: 'Default for every service. 99.99% over 30 days = 259 s of full outage.',
    regions: 'In order of preference; a gateway prefers its own region.',
    gateways: 'Each Kong cluster. tokenFile or tokenEnv when its Admin API wants a token.',
    logsPlaceholder: 'REPLACE ballast.example by the name at which Kong reaches Ballast.',
    loopbackNone: 'No plain listener on loopback: no shedding, and flat upstreams.',
    telemetry: 'Kong sends its request log here (the generated http-log plugin does).',
    telemetryRemote: 'Put the token in this file; the generated Kong configuration sends it.',
    mode: 'observe: tell what would be done. act: do it.',
    placeholders: 'REPLACE these hosts by yours.',
    capacityUnknown:
      'State capacity: 200rps (per host), or nobody knows whether the loss of a region fits.',
    capacityPlaceholder: 'REPLACE capacity by what one host takes before it slows down.',
    health: 'Should fail when the service cannot do its work.',
    stripPath: 'off: the service sees the whole path. on: Kong takes the prefix off.',
    noRoutes: 'Another tool owns the routes.',
    algorithm: {
      'least-connections': 'Lost least in nearly every fault measured (docs/decisions, 9).',
      'round-robin': 'Weights are exact shares.',
    },
    sessions: 'What belongs together reaches the same host, while that is there.',
    sessionsAdapt: 'Moving weights moves sessions: only errors are worth it.',
    sessionsSteps: 'Each step moves sessions, so there are few.',
    failover: {
      'active-passive':
        'The next region takes over. standbyShare: what it gets in peace, as proof.',
      'active-active': 'All regions serve; the others take over what one loses.',
      isolate: 'Requests never leave their region: with it, the service is lost there.',
    },
    oneRegion: 'One region only, so there is nothing to fail over to.',
    approval: 'A person approves: ballast approve.',
    promoted:
      'The standby must be promoted first: it gets nothing before a person approves (ballast approve), from Kong alone neither. Until then the loss of the first region is an outage.',
    shed: 'What does not fit is answered 503 with Retry-After.',
    overflow: 'What does not fit is sent all the same.',
    failback: 'A healed region returns in these steps, each only after enough good requests.',
    failbackSmall: 'Larger steps or fewer requests for each, since the service has few.',
    client: 'How long callers wait: all tries of a request have to fit in.',
    never: 'No request is sent twice.',
    access:
      'access: reads gets GET, HEAD and OPTIONS only. Writes go to the first region, and are refused at once while that is lost.',
    readsOnly: [
      'Reads only at the standby needs two levels: a plain listener on loopback and no sessions. So the',
      'service is two: this one writes and stays in its region; with it, writes fail.',
    ],
    readsOnlyReads: (writes) => [
      `The reading half of ${writes}: it fails over. Both use the same hosts, so each host is`,
      'probed twice, and capacity counts for both.',
    ],
    onlyReads: 'It only reads, so all of it fails over.',
    staticAnswer: 'What fits nowhere gets this answer, at once. Kong gives it by itself.',
    staticAnswerNot:
      'Wish: a fixed answer. Refusing needs the capacity of every host, a plain listener on loopback and no sessions; without them Kong answers 503 in its own words.',
    loadFits: ({ region, rest }) => `Without ${region} there is room for ${rest}: it fits.`,
    loadDoesNotFit: ({ region, rest }) =>
      `Without ${region} there is room for ${rest}: it does NOT fit.`,
    loadUnknown: 'Whether it fits without a region is known once capacity is.',
    draft: 'DRAFT: not all questions were answered. Go on with:',
  },
  talk: {
    intro: 'A strategy for your services',
    keys: 'Enter takes what is there · Esc: back · Ctrl-C: stop, nothing is lost',
    flag: 'flag',
    other: 'other',
    optional: 'may be empty',
    step: (done, of) => `${done} of about ${of}`,
    serviceTitle: (service) => `Service ${service}`,
    atTheBegin: 'This is the first question.',
    stopTitle: 'Stop here?',
    stop: {
      on: 'no, go on',
      line: 'print the answers as a command line',
      draft: 'write a draft of the strategy',
      leave: 'leave, and forget the answers',
    },
    lineTitle: 'Go on later with',
    draftWritten: (file) => `Draft written to ${file}; its first lines say how to go on.`,
    cancelled: 'nothing written',
    checking: (url) => `Asking ${url} …`,
    kong: ({ version, edition, how, nodes }) =>
      `Kong ${version}${edition}, ${how}, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`,
    topologies: {
      traditional: 'PostgreSQL',
      'db-less': 'without a database',
      'hybrid-control-plane': 'control plane (hybrid)',
      'hybrid-data-plane': 'data plane (hybrid)',
    },
    oneNode: 'These URLs lead to one and the same node: leave one, or name each node.',
    loopbackFound: (url) => `It listens on loopback: ${url}`,
    loopbackMissing: 'It has no plain listener on all of loopback: no shedding there.',
    failures: {
      KONG_UNREACHABLE: 'nothing answers there',
      KONG_TIMEOUT: 'it did not answer in time',
      KONG_UNAUTHORIZED: 'it wants a token',
      other: 'it is no Admin API of Kong',
    },
    notReached: (url, why) => `${url}: ${why}`,
    afterFailure: {
      again: 'try again',
      other: 'another address',
      token: 'name a file with its token',
      on: 'go on without asking it',
    },
    whatNow: 'What now?',
    tokenFile: 'In which file is the token?',
    tokenUnreadable: (file) => `${file} cannot be read.`,
    reviewTitle: 'All questions are answered',
    review: { write: 'write it', show: 'show it first', back: 'back to the questions' },
    reviewAsk: (file) => `Write ${file}?`,
    exists: (file) => `${file} is there already.`,
    existsChoices: {
      other: 'write to another file',
      overwrite: 'overwrite it in the end',
      leave: 'leave it alone and stop',
    },
    otherFile: 'Which file?',
    sameLine: 'The same again, without questions',
    wrote: (file) => `wrote ${file}; next: ballast lint, ballast advise, ballast generate`,
    noSchema: (file) => `completion and checks in your editor: ballast schema > ${file}`,
    missingWords: 'Please answer this one.',
    fromOpenApi: ({ title, services, paths }) =>
      `${title}: ${paths} paths, grouped into ${services} ${services === 1 ? 'service' : 'services'}`,
    fromKong: ({ services, guesses, losses }) =>
      `From Kong: ${services} ${services === 1 ? 'service' : 'services'}; guesses ${guesses}, not carried over ${losses} (ballast import lists them)`,
  },
};
