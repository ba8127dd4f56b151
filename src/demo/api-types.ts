/**
 * What the demo's page and terminal view show, as JSON: `GET /api/state` once, `GET /api/stream`
 * (server-sent events) once a second. The page imports only these types.
 */

export type ContestantName = 'folklore' | 'generated' | 'ballast';

export interface DemoState {
  readonly atMs: number;
  readonly startedAtMs: number;
  /** Requests per second sent to each contestant, over all services together. */
  readonly rate: number;
  readonly seed: number;
  /** In order of preference; the first is the primary. */
  readonly regions: readonly string[];
  readonly services: readonly string[];
  /** The fault that is on now. */
  readonly fault: { readonly name: string; readonly sinceMs: number } | null;
  /** How things stand, by the fault that is on or by what is seen. */
  readonly standing: {
    readonly level: 'healthy' | 'troubled' | 'broken';
    readonly text: string;
  };
  /** That this machine is too slow for the rate, and what to do; `null` when it is not. */
  readonly warning: string | null;
  /** What the buttons offer. */
  readonly faults: readonly { readonly name: string; readonly title: string }[];
  /** Sentences about this demo, such as its short holds. */
  readonly notes: readonly string[];
  /** Ballast's own dashboard, where its levers are; `null` where Ballast does not run. */
  readonly dashboardUrl: string | null;
  readonly contestants: readonly ContestantState[];
  /** Ballast's decisions, newest first, at most 200. */
  readonly decisions: readonly DecisionLine[];
}

export interface ContestantState {
  readonly name: ContestantName;
  readonly title: string;
  /** Its processes answer. */
  readonly alive: boolean;
  /** Since the start. */
  readonly sent: number;
  readonly failed: number;
  /** Of the requests whose fate was decided (answered, failed or given up) in the last second. */
  readonly errorRatio: number;
  /** Over the last 5 s, from the intended send time; `null` when nothing was answered. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /**
   * The error budget of the objective for as many requests as a window of 30 days would have at
   * this rate: what is left of it (1 = all, below 0 = overdrawn) and what was spent in full-outage
   * seconds (of 259 at 99.99 %).
   */
  readonly budget: { readonly leftRatio: number; readonly spentSeconds: number };
  /** Weight writes by the controller so far. */
  readonly writes: number;
  readonly targets: readonly TargetState[];
  /** Only where a controller runs. */
  readonly phases: readonly {
    readonly service: string;
    readonly region: string;
    readonly phase: string;
  }[];
}

export interface TargetState {
  readonly service: string;
  readonly region: string;
  readonly target: string;
  readonly weight: number;
  /** As the gateway says: HEALTHY, UNHEALTHY, … ; `null` while unknown. */
  readonly health: string | null;
  /** Requests answered over the last second or so. */
  readonly rps: number;
  readonly errorRatio: number;
}

export interface DecisionLine {
  readonly atMs: number;
  readonly kind: string;
  readonly upstream: string | null;
  readonly region: string | null;
  readonly target: string | null;
  readonly message: string;
}
