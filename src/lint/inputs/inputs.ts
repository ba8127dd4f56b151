/**
 * What rules look at. Documents are parsed by the caller; those that belong together are one input:
 * all Kong files of a call are one configuration, all files with Prometheus rules one set of rules.
 */

import type { Path } from '../../lib/path.ts';
import type { DnsInput } from './dns.ts';
import type { KongInput } from './kong.ts';
import type { LiveInput } from './live.ts';
import type { PrometheusInput } from './prometheus.ts';
import type { StrategyInput } from './strategy.ts';

export interface InputByKind {
  readonly strategy: StrategyInput;
  readonly kong: KongInput;
  readonly 'prometheus-rules': PrometheusInput;
  /** nginx configuration that is taken for Kong's. */
  readonly nginx: TextInput;
  readonly prose: TextInput;
  readonly live: LiveInput;
  readonly dns: DnsInput;
}

export type DocumentKind = keyof InputByKind;

export type LintInputs = { readonly [Kind in DocumentKind]: readonly InputByKind[Kind][] };

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A document as the caller read it. */
export interface LintDocument<Kind extends DocumentKind = DocumentKind, Data = unknown> {
  /** As the user named it; a live Kong's URL. */
  readonly file: string;
  readonly kind: Kind;
  /** Plain data; of text documents the text. */
  readonly data: Data;
  /** Where a path is, or its nearest ancestor; `null` when there is no text. */
  readonly locate: (path: Path, at: 'key' | 'value') => Place | null;
}

export interface TextInput {
  readonly file: string;
  readonly lines: readonly string[];
}
