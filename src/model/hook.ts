/**
 * Calls around a move, such as promoting a database before a failover: the law asks for them, the
 * controller makes them through a port, and what came of it is fed back into the next decision.
 */

export interface HookAction {
  /** Unique: one call is made for one id. */
  readonly id: string;
  readonly stage: 'before' | 'after';
  readonly move: 'failover' | 'failback';
  readonly upstream: string;
  readonly region: string;
  /** A command line, or an http(s) URL to be posted to. */
  readonly call: string;
  /** It has failed when it has not ended after this long. */
  readonly timeoutMs: number;
}

export interface HookResult {
  readonly id: string;
  readonly ok: boolean;
  readonly atMs: number;
  /** One line: exit code, status or error. */
  readonly detail: string;
}

/** Makes a call; a failed or late one is a result, not an error. */
export interface HookRunner {
  run(action: HookAction, signal: AbortSignal): Promise<HookResult>;
}
