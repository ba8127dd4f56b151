/** Kong's `correlation-id`: gives each request an id header, and echoes it when told to. */

import { randomUUID } from 'node:crypto';

import type { KongPlugin } from '../entities/types.ts';
import { headerValue, setHeader } from '../proxy/header-list.ts';
import type { PluginContext, RequestPlugin } from './request-plugin.ts';
import { textOr } from './plugin-values.ts';

export function correlationId(plugin: KongPlugin): RequestPlugin {
  const header = textOr(plugin.config['header_name'], 'Kong-Request-ID');
  const isEchoed = plugin.config['echo_downstream'] === true;
  const nextId = generatorOf(textOr(plugin.config['generator'], 'uuid#counter'));
  return {
    access(context) {
      const id = headerValue(context.upstreamHeaders, header) ?? nextId(context);
      setHeader(context.upstreamHeaders, header, id);
      if (isEchoed) setHeader(context.answerHeaders, header, id);
      return null;
    },
  };
}

function generatorOf(kind: string): (context: PluginContext) => string {
  if (kind === 'uuid') return () => randomUUID();
  if (kind === 'tracker') {
    return ({ record, nowMs }) =>
      `127.0.0.1-${record.serverPort}-${process.pid}-${record.clientPort}-1-${nowMs / 1_000}`;
  }
  const prefix = randomUUID();
  let counter = 0;
  return () => {
    counter += 1;
    return `${prefix}#${counter}`;
  };
}
