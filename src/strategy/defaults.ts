/**
 * What holds when a key is left out: the text as one would write it, and where it comes from.
 * The parser reads these texts, the editor schema and docs/strategy.md show them.
 */

export interface Default {
  /** As written in YAML. */
  readonly value: string | readonly (string | number)[];
  /** Why this value, or its source. */
  readonly source: string;
}

export const DEFAULTS = {
  mode: { value: 'observe', source: 'watch and tell first; writing is switched on by a person' },
  layout: {
    value: 'auto',
    source: 'two-level for least-connections over several regions, else flat (decision 9)',
  },
  'regions.*.priority': { value: 'the order in the file', source: 'first written, first choice' },
  'gateways.*.loopback': {
    value: 'http://127.0.0.1:8000',
    source: 'Kong: proxy_listen is 0.0.0.0:8000',
  },
  'objective.availability': { value: '99.9%', source: '43 minutes in 30 days; state your own' },
  'objective.window': { value: '30d', source: 'SRE workbook, chapter 2' },
  'telemetry.logs.listen': { value: '127.0.0.1:9911', source: 'loopback: nobody else can send' },
  'telemetry.metrics.listen': {
    value: '127.0.0.1:9912',
    source: 'loopback; Prometheus beside Ballast reaches it',
  },
  'telemetry.prometheus.interval': {
    value: '5s',
    source: 'more often than most Prometheus scrape gives nothing new',
  },
  'prometheus.utilisation.label': { value: 'instance', source: 'Prometheus: set by every scrape' },
  'prometheus.demand.query': {
    value: 'sum by (service) (rate(kong_http_requests_total[1m]))',
    source: 'Kong’s prometheus plugin; 1m holds four scrapes of the usual 15 s',
  },
  'prometheus.demand.label': { value: 'service', source: 'Kong’s prometheus plugin' },
  'telemetry.expiry': { value: '180s', source: 'gRFC A58 weight_expiration_period' },
  'api.listen': { value: '127.0.0.1:9901', source: 'loopback: nobody else can try' },
  'api.region': { value: 'that of the first gateway', source: 'Ballast runs beside a Kong' },
  'api.tokensFile': { value: '.ballast/tokens.json', source: 'beside the state file' },
  'api.insecureLoopback': { value: 'off', source: 'a machine has more users than one' },
  'api.oidc.nameClaim': { value: 'preferred_username', source: 'OpenID Connect Core §5.1' },
  'api.oidc.roles.claim': {
    value: 'groups',
    source: 'most providers; Keycloak: realm_access.roles',
  },
  'api.twoPerson.within': { value: '10m', source: 'long enough to call somebody' },
  'services.*.protocol': { value: 'http', source: 'Kong: service.protocol' },
  'services.*.algorithm': {
    value: 'least-connections',
    source: 'lost least in nearly every fault, with and without Ballast (decision 9)',
  },
  'routes.*.stripPath': { value: 'on', source: 'Kong: route.strip_path' },
  'health.expect.status': { value: [200], source: 'a redirect or 204 is rarely meant' },
  'health.interval': { value: '1s', source: 'a dead target is found in about two intervals' },
  'health.timeout': {
    value: '800ms',
    source: 'below the interval, or Kong skips rounds; 80 % of the interval when that is shorter',
  },
  'health.overloadStatus': { value: [429, 503], source: 'RFC 6585, RFC 9110: pressure, not death' },
  'targets.*.access': { value: 'all', source: 'a region is where a service can do its work' },
  'failover.mode': { value: 'active-passive', source: 'one region first, the next takes over' },
  'failover.standbyShare': { value: '1%', source: 'enough traffic to know that it works' },
  'failover.whenCapacityIsShort': {
    value: 'overflow',
    source: 'requests are shed only on request',
  },
  'failover.answer.status': { value: '503', source: 'RFC 9110: cannot now, may later' },
  'failover.answer.contentType': { value: 'application/json; charset=utf-8', source: 'as Kong' },
  'failover.answer.body': {
    value: '{"message":"Over capacity, try again later"}',
    source: 'the form of Kong’s own answers',
  },
  'failover.answer.retryAfter': {
    value: '5s',
    source: 'long enough not to come back into the same overload',
  },
  'failover.approval': { value: 'auto', source: '259 seconds in 30 days leave no time to ask' },
  'failback.approval': { value: 'auto', source: 'each step is gated by evidence' },
  'failback.hold': { value: '2m', source: 'doubles with each relapse' },
  'failback.holdMax': { value: '30m', source: 'long enough for a person to look' },
  'failback.steps': {
    value: ['1%', '5%', '10%', '25%', '50%', '100%'],
    source: 'a cold region meets at most twice to five times its load at a step',
  },
  'failback.minDwell': { value: '30s', source: 'caches warm up and queues show' },
  'failback.minRequests': { value: '600', source: 'no failure in 600: under 0.5 % fail (95 %)' },
  'adapt.errors': { value: 'on', source: 'Kong cannot see error rates' },
  'adapt.latency': { value: 'on', source: 'Kong cannot compare targets' },
  'adapt.load': { value: 'on', source: 'needs capacity' },
  'client.deadline': { value: '5s', source: 'the deadline of the benchmarks' },
  'protect.circuitBreaker': { value: 'on', source: 'passive counters and ejection' },
  'protect.connectTimeout': { value: '500ms', source: 'connections take milliseconds' },
  'safety.maxMovedPerHour': {
    value: '3',
    source: 'a move, its repetition and one in reserve; more in an hour is a mistake or a script',
  },
  'notify.events': { value: ['failover', 'failback', 'budget'], source: 'what people must know' },
  'notify.severity': { value: 'info', source: 'events are chosen by class first' },
  'notify.language': { value: 'en', source: '' },
  'notify.email.tls': { value: 'starttls', source: 'RFC 8314; submission on port 587' },
} as const satisfies Record<string, Default>;

export type DefaultKey = keyof typeof DEFAULTS;

/** The default of a key whose value is one text. */
export function defaultText(key: DefaultKey): string {
  return String(DEFAULTS[key].value);
}
