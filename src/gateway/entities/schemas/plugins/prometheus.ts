/** Kong's prometheus plugin: every family off by default, buckets fixed (recording 08 #3, #33). */

import type { Field } from '../../schema.ts';
import { pluginSchema } from './plugin-schema.ts';

export const PROMETHEUS = pluginSchema({
  priority: 13,
  config: [
    flag(
      'per_consumer',
      'per-consumer',
      'the `kong_http_requests_total` and `kong_bandwidth_bytes` metrics fill in the consumer ' +
        'label when available.',
    ),
    flag(
      'status_code_metrics',
      'status code',
      '`http_requests_total`, `stream_sessions_total` metrics will be exported.',
    ),
    flag(
      'ai_metrics',
      'ai',
      'the `ai_llm_requests_total`, `ai_llm_cost_total` and `ai_llm_tokens_total` metrics will ' +
        'be exported.',
    ),
    flag(
      'latency_metrics',
      'latency',
      '`kong_latency_ms`, `upstream_latency_ms` and `request_latency_ms` metrics will be exported.',
    ),
    flag(
      'bandwidth_metrics',
      'bandwidth',
      '`bandwidth_bytes` and `stream_sessions_total` metrics will be exported.',
    ),
    flag(
      'upstream_health_metrics',
      'upstream',
      '`upstream_target_health` metric will be exported.',
    ),
  ],
});

function flag(name: string, what: string, effect: string): Field {
  return {
    [name]: {
      type: 'boolean',
      default: false,
      description:
        `A boolean value that determines if ${what} metrics should be collected. ` +
        `If enabled, ${effect}`,
    },
  };
}
