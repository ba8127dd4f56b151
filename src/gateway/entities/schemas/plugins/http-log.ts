/** Kong's http-log plugin (recording 08 #13, #34). Times of `queue` are seconds. */

import { record } from '../../schema.ts';
import type { Field, FieldSchema, LuaPattern } from '../../schema.ts';
import { LUA_CODE, pluginSchema } from './plugin-schema.ts';

const QUEUE: FieldSchema = record([
  {
    max_batch_size: {
      type: 'integer',
      default: 1,
      between: [1, 1_000_000],
      description: 'Maximum number of entries that can be processed at a time.',
    },
  },
  {
    max_coalescing_delay: {
      type: 'number',
      default: 1,
      between: [0, 3600],
      description:
        'Maximum number of (fractional) seconds to elapse after the first entry was queued ' +
        'before the queue starts calling the handler.',
    },
  },
  {
    max_entries: {
      type: 'integer',
      default: 10000,
      between: [1, 1_000_000],
      description: 'Maximum number of entries that can be waiting on the queue.',
    },
  },
  {
    max_bytes: {
      type: 'integer',
      description:
        'Maximum number of bytes that can be waiting on a queue, requires string content.',
    },
  },
  {
    max_retry_time: {
      type: 'number',
      default: 60,
      description:
        'Time in seconds before the queue gives up calling a failed handler for a batch.',
    },
  },
  {
    initial_retry_delay: {
      type: 'number',
      default: 0.01,
      between: [0.001, 1_000_000],
      description: 'Time in seconds before the initial retry is made for a failing batch.',
    },
  },
  {
    max_retry_delay: {
      type: 'number',
      default: 60,
      between: [0.001, 1_000_000],
      description: 'Maximum time in seconds between retries, caps exponential backoff.',
    },
  },
  {
    concurrency_limit: {
      type: 'integer',
      default: 1,
      one_of: [-1, 1],
      description: 'The number of of queue delivery timers. -1 indicates unlimited.',
    },
  },
]);

export const HTTP_LOG = pluginSchema({
  priority: 12,
  config: [
    {
      http_endpoint: {
        type: 'string',
        required: true,
        encrypted: true,
        referenceable: true,
        description:
          'A string representing a URL, such as https://example.com/path/to/resource?q=search.',
        check: 'url',
      },
    },
    {
      method: {
        type: 'string',
        default: 'POST',
        one_of: ['POST', 'PUT', 'PATCH'],
        description:
          'An optional method used to send data to the HTTP server. Supported values are ' +
          '`POST` (default), `PUT`, and `PATCH`.',
      },
    },
    {
      content_type: {
        type: 'string',
        default: 'application/json',
        one_of: ['application/json', 'application/json; charset=utf-8'],
        description:
          'Indicates the type of data sent. The only available option is `application/json`.',
      },
    },
    {
      timeout: {
        type: 'number',
        default: 10000,
        description:
          'An optional timeout in milliseconds when sending data to the upstream server.',
      },
    },
    {
      keepalive: {
        type: 'number',
        default: 60000,
        description:
          'An optional value in milliseconds that defines how long an idle connection will live ' +
          'before being closed.',
      },
    },
    ...oldQueueFields(),
    {
      headers: {
        type: 'map',
        keys: {
          type: 'string',
          description: 'A string representing an HTTP header name.',
          match_none: [
            forbidden('Host', '^[Hh][Oo][Ss][Tt]$'),
            forbidden('Content-Length', '^[Cc][Oo][Nn][Tt][Ee][Nn][Tt]%-[Ll][Ee][nn][Gg][Tt][Hh]$'),
            forbidden('Content-Type', '^[Cc][Oo][Nn][Tt][Ee][Nn][Tt]%-[Tt][Yy][Pp][Ee]$'),
          ],
          check: 'header-name',
        },
        values: { type: 'string', referenceable: true },
        description:
          'An optional table of headers included in the HTTP message to the upstream server. ' +
          'Values are indexed by header name, and each header name accepts a single string.',
      },
    },
    { queue: QUEUE },
    { custom_fields_by_lua: LUA_CODE },
  ],
});

function forbidden(name: string, pattern: string): LuaPattern {
  return { pattern, err: `cannot contain '${name}' header` };
}

/** Deprecated, still accepted. */
function oldQueueFields(): readonly Field[] {
  return [
    {
      retry_count: {
        type: 'integer',
        description: 'Number of times to retry when sending data to the upstream server.',
        deprecation: {
          old_default: 10,
          removal_in_version: '4.0',
          message:
            'http-log: config.retry_count no longer works, please use ' +
            'config.queue.max_retry_time instead',
        },
      },
    },
    {
      queue_size: {
        type: 'integer',
        description:
          'Maximum number of log entries to be sent on each message to the upstream server.',
        deprecation: {
          old_default: 1,
          removal_in_version: '4.0',
          message:
            'http-log: config.queue_size is deprecated, please use ' +
            'config.queue.max_batch_size instead',
        },
      },
    },
    {
      flush_timeout: {
        type: 'number',
        description:
          'Optional time in seconds. If `queue_size` > 1, this is the max idle time before ' +
          'sending a log with less than `queue_size` records.',
        deprecation: {
          old_default: 2,
          removal_in_version: '4.0',
          message:
            'http-log: config.flush_timeout is deprecated, please use ' +
            'config.queue.max_coalescing_delay instead',
        },
      },
    },
  ];
}
