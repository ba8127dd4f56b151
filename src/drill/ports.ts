/** What drills need of the world; real ones are wired by the commands, tests bring their own. */

import type { KongUpstreamView } from '../model/kong.ts';

/** The Admin API of one node of a gateway. */
export interface DrillNode {
  readHealth(upstream: string, signal: AbortSignal): Promise<KongUpstreamView>;
  setHealth(
    mark: { readonly upstream: string; readonly target: string; readonly healthy: boolean },
    signal: AbortSignal,
  ): Promise<void>;
  /** Of an upstream's active checks; `null` where its probes undo nothing. */
  readUndoneAfterMs(upstream: string, signal: AbortSignal): Promise<number | null>;
  /** Creates or replaces the plugin with this id. */
  putPlugin(plugin: DrillPlugin, signal: AbortSignal): Promise<void>;
  /** Harmless when it is not there. */
  deletePlugin(id: string, signal: AbortSignal): Promise<void>;
  hasPlugin(id: string, signal: AbortSignal): Promise<boolean>;
  /** Whether plugins can be written one by one. */
  hasDatabase(signal: AbortSignal): Promise<boolean>;
}

export interface DrillPlugin {
  readonly id: string;
  readonly name: string;
  /** Name of the Kong service it belongs to. */
  readonly service: string;
  readonly config: Readonly<Record<string, unknown>>;
}

export interface DrillGateway {
  readonly name: string;
  /** For what a person is to type. */
  readonly adminUrl: string;
  /** At least one. */
  readonly nodes: readonly DrillNode[];
}

export interface CallResult {
  readonly ok: boolean;
  /** One line: exit code, status or error; without secrets. */
  readonly detail: string;
  /** Parsed JSON of an HTTP answer, when it was some. */
  readonly json: unknown;
  readonly status: number | null;
}

/** Commands and HTTP calls of the user's; a failed or late one is a result, not an error. */
export interface DrillCaller {
  command(run: string, options: { timeoutMs: number; signal: AbortSignal }): Promise<CallResult>;
  http(
    request: {
      readonly method: 'GET' | 'POST' | 'DELETE';
      readonly url: string;
      readonly body: string | null;
      readonly tokenFile: string | null;
    },
    options: { timeoutMs: number; signal: AbortSignal },
  ): Promise<CallResult>;
}
