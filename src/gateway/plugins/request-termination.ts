/** Kong's `request-termination`: answers by itself, always or when a header or argument asks for it. */

import type { KongPlugin } from '../entities/types.ts';
import { headerValue } from '../proxy/header-list.ts';
import type { PluginContext, RequestPlugin, ShortCircuit } from './request-plugin.ts';
import { numberOr, textOr } from './plugin-values.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

const DEFAULT_MESSAGES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  404: 'Not found',
  405: 'Method not allowed',
  500: 'An unexpected error occurred',
  502: 'Bad Gateway',
  503: 'Service unavailable',
};

export function requestTermination(plugin: KongPlugin): RequestPlugin {
  const { config } = plugin;
  const status = numberOr(config['status_code'], 503);
  const trigger = textOr(config['trigger'], null);
  const answer: ShortCircuit = { status, headers: [], content: contentOf(config, status) };
  return {
    access(context) {
      return trigger === null || isAskedFor(context, trigger) ? answer : null;
    },
  };
}

function contentOf(
  config: Readonly<Record<string, unknown>>,
  status: number,
): ShortCircuit['content'] {
  const body = textOr(config['body'], null);
  if (body !== null) {
    const contentType = textOr(config['content_type'], JSON_TYPE);
    return { kind: 'body', contentType, body };
  }
  const message = textOr(config['message'], DEFAULT_MESSAGES[status]);
  return { kind: 'body', contentType: JSON_TYPE, body: JSON.stringify({ message }) };
}

function isAskedFor(context: PluginContext, trigger: string): boolean {
  const { requestHeaders, uri } = context.record;
  if (headerValue(requestHeaders, trigger) !== null) return true;
  const query = uri.indexOf('?');
  return query !== -1 && new URLSearchParams(uri.slice(query + 1)).has(trigger);
}
