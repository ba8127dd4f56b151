/** What names resolve to, asked by the caller. */

import type { Path } from '../../lib/path.ts';

export interface DnsInput {
  readonly file: string;
  readonly facts: DnsFacts;
}

export interface DnsFacts {
  readonly names: readonly DnsName[];
}

/** A host name and what stands behind it. */
export interface DnsName {
  readonly host: string;
  /** `target`: Kong resolves it; `proxy`: clients do, on their way to the gateway. */
  readonly kind: 'target' | 'proxy';
  /** Where it is written. */
  readonly place: { readonly file: string; readonly path: Path };
  /** Service or upstream of a target, gateway of a proxy. */
  readonly owner: string;
  /** `null` when not known. */
  readonly region: string | null;
  readonly port: number | null;
  /** Share of the budget is counted against this. */
  readonly budgetMs: number;
  readonly answer: DnsAnswer;
}

export interface DnsAnswer {
  /** `missing`: there is no such name; `failed`: the servers did not say. */
  readonly status: 'found' | 'missing' | 'failed';
  /** Code of the failure, such as `ESERVFAIL`; empty when found. */
  readonly reason: string;
  readonly a: readonly DnsAddress[];
  readonly aaaa: readonly DnsAddress[];
  readonly srv: readonly {
    readonly name: string;
    readonly port: number;
    readonly priority: number;
    readonly weight: number;
  }[];
  /** The names that it leads to, one after the other. */
  readonly cnames: readonly string[];
}

export interface DnsAddress {
  readonly address: string;
  readonly ttlS: number;
}
