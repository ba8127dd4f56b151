/** What `ballast lint` was told. */

import type { Language } from '../../lib/locale.ts';
import type { LintContext, Severity } from '../../lint/contract.ts';
import type { GlobalOptions } from '../context.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

export interface LintCommandOptions extends GlobalOptions {
  readonly format: (typeof FORMATS)[number];
  readonly fix: boolean;
  readonly severity: Severity;
  readonly strict: boolean;
  readonly disable: readonly string[];
  readonly explain?: string;
  readonly lang: Language;
  /** Admin API of each node of a running Kong. */
  readonly kong?: readonly string[];
  readonly tokenFile?: string;
  readonly tokenEnv?: string;
  readonly dns: boolean;
  readonly availability?: number;
  readonly deadline?: number;
  readonly edition: LintContext['kong']['edition'];
  readonly kongVersion: string;
  readonly nodes: number;
}
