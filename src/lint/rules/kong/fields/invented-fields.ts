/** Fields that circulate and do not exist, with what does their job. */

import type { Language } from '../../../../lib/locale.ts';

type Words = Readonly<Record<Language, string>>;

/** By `entity.field`, or by the field alone. */
export const INVENTED: Readonly<Record<string, Words>> = {
  'service.healthchecks': {
    en: 'health checks belong to the upstream: move them to `upstreams[].healthchecks`',
    nl: 'health checks horen bij de upstream: verplaats ze naar `upstreams[].healthchecks`',
  },
  'upstream.retries': {
    en: 'retries belong to the service: `service.retries`',
    nl: 'retries horen bij de service: `service.retries`',
  },
  'upstream.load_balancing_algorithm': {
    en: 'the field is called `algorithm`',
    nl: 'het veld heet `algorithm`',
  },
  'service.timeout': {
    en: 'a service has `connect_timeout`, `write_timeout` and `read_timeout`, in ms',
    nl: 'een service heeft `connect_timeout`, `write_timeout` en `read_timeout`, in ms',
  },
  'service.upstream': {
    en: 'a service names its upstream in `host`',
    nl: 'een service noemt zijn upstream in `host`',
  },
  backup: {
    en: 'nginx has `backup`, Kong OSS has no standby targets: use weights and health checks, or Ballast (Enterprise 3.12: `failover: true`)',
    nl: 'nginx heeft `backup`, Kong OSS kent geen reservetargets: gebruik gewichten en health checks, of Ballast (Enterprise 3.12: `failover: true`)',
  },
  priority: {
    en: 'targets have no priority in Kong: use weights and health checks, or Ballast',
    nl: 'targets hebben in Kong geen prioriteit: gebruik gewichten en health checks, of Ballast',
  },
  fail_timeout: {
    en: 'this is of nginx; in Kong failures are counted by `healthchecks.passive.unhealthy`, without a time window',
    nl: 'dit is van nginx; in Kong tellen fouten in `healthchecks.passive.unhealthy`, zonder tijdvenster',
  },
  max_fails: {
    en: 'this is of nginx; in Kong it is `healthchecks.passive.unhealthy.http_failures`, `tcp_failures` and `timeouts`',
    nl: 'dit is van nginx; in Kong zijn het `healthchecks.passive.unhealthy.http_failures`, `tcp_failures` en `timeouts`',
  },
  max_conns: {
    en: 'this is of nginx; Kong has no limit of connections per target',
    nl: 'dit is van nginx; Kong kent geen limiet op verbindingen per target',
  },
  slow_start: {
    en: 'Kong has no slow start: what was marked healthy gets its full share at once; Ballast brings targets back in steps',
    nl: 'Kong kent geen slow start: wat gezond is verklaard, krijgt meteen zijn volle deel; Ballast brengt targets stapsgewijs terug',
  },
  circuit_breaker: {
    en: "Kong's circuit breaker is `healthchecks.passive` of the upstream",
    nl: 'de circuit breaker van Kong is `healthchecks.passive` van de upstream',
  },
  failures: {
    en: 'failures are counted by kind: `tcp_failures`, `timeouts` and `http_failures`',
    nl: 'fouten tellen per soort: `tcp_failures`, `timeouts` en `http_failures`',
  },
  path: { en: 'the field is called `http_path`', nl: 'het veld heet `http_path`' },
};
