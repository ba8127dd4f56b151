/** What a plugin of the request phases is to the proxy. */

import type { ExchangeRecord } from '../proxy/exchange-record.ts';
import type { KongPlugin } from '../entities/types.ts';
import type { HeaderList } from '../proxy/header-list.ts';

/** An answer that ends the request before a target is asked. */
export interface ShortCircuit {
  readonly status: number;
  readonly headers: HeaderList;
  /** `error` is rendered by what the client accepts; `body` goes out as it is. */
  readonly content:
    | { readonly kind: 'error'; readonly message: string }
    | { readonly kind: 'body'; readonly contentType: string; readonly body: string };
}

/** What a plugin may do to one request. */
export interface PluginContext {
  readonly record: ExchangeRecord;
  readonly nowMs: number;
  /** Headers towards the target, complete; the plugin may change them. */
  readonly upstreamHeaders: HeaderList;
  /** Headers the plugin wants on the answer, whoever makes it. */
  readonly answerHeaders: HeaderList;
}

export interface RequestPlugin {
  readonly access?: AccessStep;
  readonly headerFilter?: HeaderStep;
}

/** Before a target is asked; an answer ends the request. */
export type AccessStep = (context: PluginContext) => ShortCircuit | null;
/** Changes the headers of the answer, whoever made it. */
export type HeaderStep = (headers: HeaderList) => void;

/** Creates the plugin's behaviour. */
export type PluginFactory = (plugin: KongPlugin) => RequestPlugin;
