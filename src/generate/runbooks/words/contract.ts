/**
 * What a runbook page says. Texts may hold placeholders: `{status}` and the like become commands in
 * the line, `{health}` and the like a block of commands with this strategy's names below the item
 * (commands.ts).
 */

import type { ALERTS } from '../../monitoring/alerts.ts';

/** A page for each runbook that an alert names: leaving one out does not compile. */
export type RunbookName = (typeof ALERTS)[keyof typeof ALERTS]['runbook'];

export interface RunbookWords {
  readonly title: string;
  readonly means: string;
  /** First look: two minutes, changes nothing. */
  readonly look: readonly string[];
  readonly decide: readonly string[];
  readonly act: readonly string[];
  readonly undo: readonly string[];
  /** When to wake whom. */
  readonly wake: string;
}

export interface RunbookFrame {
  readonly look: string;
  readonly means: string;
  readonly decide: string;
  readonly act: string;
  readonly undo: string;
  readonly wake: string;
  readonly alerts: string;
  readonly alertsHead: readonly string[];
  readonly severity: Readonly<Record<'page' | 'ticket' | 'info', string>>;
  readonly source: Readonly<Record<'kong' | 'ballast', string>>;
  readonly indexTitle: string;
  readonly indexIntro: string;
  readonly written: string;
  /** Below a block that shows only the first commands. */
  readonly more: { readonly one: string; readonly other: string };
}

export interface RunbookCatalogue {
  readonly frame: RunbookFrame;
  readonly pages: Readonly<Record<RunbookName, RunbookWords>>;
}
