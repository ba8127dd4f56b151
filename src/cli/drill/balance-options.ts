/** What `ballast check balance` takes, and what it gives. */

import type { SplitVerdict } from '../../drill/balance/judge-split.ts';
import type { GlobalOptions } from '../context.ts';

export interface BalanceOptions extends GlobalOptions {
  readonly service?: string;
  readonly count: number;
  readonly rate: number;
  readonly url?: string;
  readonly path?: string;
  readonly header?: string;
  readonly label: readonly string[];
  readonly state: string;
  readonly alpha: number;
}

export interface BalanceResult extends SplitVerdict {
  readonly service: string;
  readonly url: string;
  readonly sent: number;
  readonly answered: number;
  readonly source: 'header' | 'telemetry';
}
