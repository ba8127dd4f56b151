/** What is said of each code in docs/errors.md. */
export interface CodeEntry {
  readonly severity: Severity;
  readonly title: string;
  /** What goes wrong if it stays as it is. */
  readonly why: string;
  readonly fix: string;
  /** Lines of YAML that cause it. */
  readonly wrong: string;
  /** The same, put right. */
  readonly right: string;
}

export type Severity = 'error' | 'warning';
