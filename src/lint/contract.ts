/**
 * What a lint rule is, and what the engine is given and gives back.
 *
 * A rule is one file: a `defineRule({...})` with its code, when it applies, a pure check, its texts
 * in every language and an example of right and of wrong. The table test of `rules.test.ts` runs
 * each rule on its own examples, and docs/lint.md is made from them.
 *
 * Lint is pure: the caller parses files, resolves names and asks Kong, and tells where a path is in
 * the text. Codes: KB1xx Kong files and nginx text, KB2xx strategies, KB3xx Prometheus rules,
 * KB4xx a live Kong, KB5xx DNS, KB6xx claims in prose.
 */

import type { Format, Language } from '../lib/locale.ts';
import type { Path } from '../lib/path.ts';
import type { DocumentKind, InputByKind, LintInputs } from './inputs/inputs.ts';

export type Severity = 'error' | 'warning' | 'info';

export type RuleCode = `KB${number}`;

/** What no document says and a check may need. */
export interface LintContext {
  /** The objective of services whose strategy is not known. */
  readonly objective: { readonly availabilityRatio: number; readonly windowMs: number };
  /** How long callers wait, where no strategy says so. */
  readonly deadlineMs: number;
  readonly kong: {
    readonly edition: 'oss' | 'enterprise' | 'konnect';
    /** Such as `3.9.3`. */
    readonly version: string;
    /** Nodes of the cluster: each probes for itself. */
    readonly nodes: number;
  };
}

/** Where something is: a path in the data of a document, or (text) the line and column. */
export interface Location {
  readonly file: string;
  /** In text documents: `[line]` or `[line, column, length]`, from 1. */
  readonly path: Path;
  /** What to point at: the key or (default) its value. */
  readonly at?: 'key' | 'value';
}

/** A safe change that puts it right; several belong together. */
export type Edit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'rename'; readonly path: Path; readonly to: string };

export interface Finding<Values> extends Location {
  readonly values: Values;
  /** When it differs from the rule's. */
  readonly severity?: Severity;
  /** In the same file; only what changes nothing that was meant. */
  readonly edits?: readonly Edit[];
}

/** One rule's words in one language. Sentences without a full stop, as compilers write them. */
export interface RuleText<Values> {
  /** What is wrong, in general: the heading in docs/lint.md. */
  readonly title: string;
  /** What is wrong here. */
  message(values: Values, format: Format): string;
  /** What to do, as an instruction. */
  fix(values: Values, format: Format): string;
  /** What goes wrong if it stays as it is; whole sentences. */
  readonly why: string;
}

/** Files by name; their kind is told from name and content, as for files of a user. */
export interface Example {
  readonly files: Readonly<Record<string, string>>;
  /** What the context says otherwise than by default. */
  readonly context?: Partial<LintContext>;
}

export interface RuleDefinition<Kind extends DocumentKind, Values> {
  readonly code: RuleCode;
  /** Such as `checks-without-thresholds`. */
  readonly name: string;
  readonly severity: Severity;
  /** Where it is known from: `kong-facts B3`, `recordings 83`, a URL. */
  readonly source: string;
  readonly appliesTo: Kind;
  check(input: InputByKind[Kind], context: LintContext): Iterable<Finding<Values>>;
  readonly text: Readonly<Record<Language, RuleText<Values>>>;
  /** Has no finding of this code. */
  readonly good: Example;
  /** Has one at each of `at`, as `formatPath` writes it (of text: `line` or `line:column`). */
  readonly bad: Example & { readonly at: readonly string[] };
}

/** A finding with its words at hand. */
export interface WordedFinding extends Location {
  readonly severity: Severity;
  readonly edits: readonly Edit[];
  message(language: Language): string;
  fix(language: Language): string;
}

/** A rule with the types of its input and values taken care of. */
export interface Rule extends Pick<
  RuleDefinition<DocumentKind, unknown>,
  'code' | 'name' | 'severity' | 'source' | 'appliesTo' | 'good' | 'bad'
> {
  readonly text: Readonly<Record<Language, Pick<RuleText<unknown>, 'title' | 'why'>>>;
  find(inputs: LintInputs, context: LintContext): readonly WordedFinding[];
}

/** A finding in one language, at its place: what the formats show. */
export interface LintProblem {
  /** A `KBnnn`, or the code of a strategy's problem (`BLSnnnn`). */
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly file: string;
  /** As `formatPath` writes it; empty for the file as a whole and in text. */
  readonly path: string;
  /** From 1; 0 when the document has no text (a live Kong). */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
  readonly fix: string;
  readonly source: string;
  readonly edits: readonly Edit[];
}
