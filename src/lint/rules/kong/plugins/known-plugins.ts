/** Plugins by name: what Kong OSS 3.9 brings, and what to use instead of what it does not. */

import type { Language } from '../../../../lib/locale.ts';

/** Recorded from Kong OSS 3.9.3 (`GET /plugins/enabled`). */
export const OSS_PLUGINS: readonly string[] = [
  'acl acme ai-prompt-decorator ai-prompt-guard ai-prompt-template ai-proxy',
  'ai-request-transformer ai-response-transformer aws-lambda azure-functions',
  'basic-auth bot-detection correlation-id cors datadog file-log grpc-gateway',
  'grpc-web hmac-auth http-log ip-restriction jwt key-auth ldap-auth loggly oauth2',
  'opentelemetry post-function pre-function prometheus proxy-cache rate-limiting',
  'redirect request-size-limiting request-termination request-transformer',
  'response-ratelimiting response-transformer session standard-webhooks statsd',
  'syslog tcp-log udp-log zipkin',
].flatMap((line) => line.split(' '));

/**
 * Shipped with Kong Enterprise and Konnect only: `tier: enterprise` in Kong's documentation
 * (developer.konghq.com @bc1cd7426).
 */
export const ENTERPRISE_PLUGINS: readonly string[] = [
  'ai-a2a-proxy ai-aws-guardrails ai-azure-content-safety ai-custom-guardrail',
  'ai-gcp-model-armor ai-lakera-guard ai-llm-as-judge ai-mcp-oauth2 ai-mcp-proxy',
  'ai-prompt-compressor ai-proxy-advanced ai-rag-injector ai-rate-limiting-advanced',
  'ai-sanitizer ai-semantic-cache ai-semantic-prompt-guard',
  'ai-semantic-response-guard app-dynamics canary confluent confluent-consume',
  'datakit degraphql exit-transformer forward-proxy graphql-proxy-cache-advanced',
  'graphql-rate-limiting-advanced harness-waap header-cert-auth',
  'injection-protection jq json-threat-protection jwe-decrypt jwt-signer',
  'kafka-consume kafka-log kafka-upstream key-auth-enc ldap-auth-advanced',
  'metering-and-billing mocking mtls-auth oas-validation oauth2-introspection opa',
  'openid-connect proxy-cache-advanced rate-limiting-advanced request-callout',
  'request-transformer-advanced request-validator response-transformer-advanced',
  'route-by-header route-transformer-advanced saml service-protection',
  'solace-consume solace-log solace-upstream tls-handshake-modifier',
  'tls-metadata-headers upstream-oauth upstream-timeout vault-auth',
  'websocket-size-limit websocket-validator xml-threat-protection',
].flatMap((line) => line.split(' '));

/** What does the job of a plugin that was made up, or is not there; by the shape of its name. */
export const INSTEAD: readonly (readonly [RegExp, Readonly<Record<Language, string>>])[] = [
  [
    /^(?:upstream-)?health-?checks?(?:er|s)?$/,
    {
      en: 'health checks are a field of the upstream: `upstream.healthchecks` (config.active.http.url → active.http_path, healthy.interval/successes → the same under active.healthy, unhealthy.failures → active.unhealthy.http_failures, tcp_failures and timeouts)',
      nl: 'health checks zijn een veld van de upstream: `upstream.healthchecks` (config.active.http.url → active.http_path, healthy.interval/successes → dezelfde velden onder active.healthy, unhealthy.failures → active.unhealthy.http_failures, tcp_failures en timeouts)',
    },
  ],
  [
    /circuit-?breaker|outlier/,
    {
      en: "Kong's circuit breaker is `upstream.healthchecks.passive`, with `service.connect_timeout` and `read_timeout` for slow answers",
      nl: 'de circuit breaker van Kong is `upstream.healthchecks.passive`, met `service.connect_timeout` en `read_timeout` voor trage antwoorden',
    },
  ],
  [
    /failover|backup|standby/,
    {
      en: 'failover is done with the weights and health checks of targets (Enterprise 3.12: `failover: true` on a target), or by Ballast',
      nl: 'failover doe je met gewichten en health checks van targets (Enterprise 3.12: `failover: true` op een target), of met Ballast',
    },
  ],
  [
    /^(?:retry|retries|request-retry)$/,
    {
      en: 'retries are a field of the service: `service.retries`',
      nl: 'retries zijn een veld van de service: `service.retries`',
    },
  ],
  [
    /time-?outs?$/,
    {
      en: 'time-outs are fields of the service: `connect_timeout`, `write_timeout`, `read_timeout`, in ms',
      nl: 'time-outs zijn velden van de service: `connect_timeout`, `write_timeout`, `read_timeout`, in ms',
    },
  ],
  [
    /load-?balanc|round-robin|least-conn/,
    {
      en: 'balancing is a field of the upstream: `upstream.algorithm`',
      nl: 'load balancing is een veld van de upstream: `upstream.algorithm`',
    },
  ],
  [
    /^canary|blue-?green|traffic-?split/,
    {
      en: 'in OSS a part of the traffic is moved with the weights of targets',
      nl: 'in OSS verplaats je een deel van het verkeer met de gewichten van targets',
    },
  ],
  [
    /^rate-limiting-advanced$|^rate-?limit(?:er|s)?$/,
    { en: 'OSS has `rate-limiting`', nl: 'OSS heeft `rate-limiting`' },
  ],
  [
    /^proxy-cache-advanced$|^cache$/,
    { en: 'OSS has `proxy-cache`', nl: 'OSS heeft `proxy-cache`' },
  ],
  [
    /^request-validator$|^oas-validation$/,
    {
      en: 'in OSS requests are checked by the service behind Kong',
      nl: 'in OSS controleert de service achter Kong de verzoeken',
    },
  ],
];
