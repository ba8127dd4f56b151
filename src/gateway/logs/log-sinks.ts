/**
 * Sends finished exchanges to the log plugins of their route. A sink belongs to one plugin and one
 * configuration of it: it is made with the first entry and closed when the plugin changes or goes.
 */

import type { KongPlugin } from '../entities/types.ts';
import { recordOf } from '../plugins/plugin-values.ts';
import type { ExchangeRecord } from '../proxy/exchange-record.ts';
import { type CustomFields, customFields } from './custom-fields.ts';
import { createHttpLogSink } from './http-log-sink.ts';
import { logEntry, type Workspace } from './log-entry.ts';
import type { QueueClock } from './log-queue.ts';
import { createTcpLogSink, createUdpLogSink } from './socket-log-sinks.ts';

export interface LogSinks {
  write(plugins: readonly KongPlugin[], record: ExchangeRecord): void;
  /** These are the plugins now: sinks of others are closed. */
  retain(plugins: readonly KongPlugin[]): void;
  close(): Promise<void>;
}

interface Sink {
  readonly config: string;
  readonly fields: CustomFields;
  push(worker: number, entry: string): void;
  close(): Promise<void>;
}

export function createLogSinks(options: {
  readonly clock: QueueClock;
  readonly workspace: Workspace;
}): LogSinks {
  const sinks = new Map<string, Sink>();

  function sinkOf(plugin: KongPlugin): Sink | null {
    const known = sinks.get(plugin.id);
    if (known !== undefined) return known;
    const transport = transportOf(plugin, options.clock);
    if (transport === null) return null;
    const sink: Sink = {
      config: JSON.stringify(plugin.config),
      fields: customFields(recordOf(plugin.config['custom_fields_by_lua'])),
      ...transport,
    };
    sinks.set(plugin.id, sink);
    return sink;
  }

  return {
    write(plugins, record) {
      for (const plugin of plugins) {
        const sink = sinkOf(plugin);
        if (sink === null) continue;
        const entry = sink.fields.apply(logEntry(record, options.workspace), record);
        sink.push(record.worker, JSON.stringify(entry));
      }
    },
    retain(plugins) {
      const configs = new Map(plugins.map((plugin) => [plugin.id, JSON.stringify(plugin.config)]));
      for (const [id, sink] of sinks) {
        if (configs.get(id) === sink.config) continue;
        sinks.delete(id);
        // Closing sends what is left; it never rejects.
        void sink.close();
      }
    },
    async close() {
      const closing = [...sinks.values()].map((sink) => sink.close());
      sinks.clear();
      await Promise.all(closing);
    },
  };
}

function transportOf(
  plugin: KongPlugin,
  clock: QueueClock,
): Omit<Sink, 'config' | 'fields'> | null {
  switch (plugin.name) {
    case 'http-log':
      return createHttpLogSink(plugin, clock);
    case 'tcp-log':
      return perNode(createTcpLogSink(plugin));
    case 'udp-log':
      return perNode(createUdpLogSink(plugin));
    default:
      return null;
  }
}

function perNode(sink: {
  push(entry: string): void;
  close(): void;
}): Omit<Sink, 'config' | 'fields'> {
  return { push: (_worker, entry) => sink.push(entry), close: async () => sink.close() };
}
