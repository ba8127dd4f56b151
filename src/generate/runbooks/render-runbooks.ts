/**
 * A Markdown page for each runbook that an alert names, and an index: what it means, first look,
 * decide, act, undo, and when to wake whom; with the names of the strategy in the commands, so that
 * at night there is something to copy. Pure and deterministic.
 */

import { plural, type Language } from '../../lib/locale.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { GeneratedFile } from '../kong-files.ts';
import { renderTable } from '../advice/table.ts';
import { ALERT_NAMES, ALERTS } from '../monitoring/alerts.ts';
import { commandOf } from './commands.ts';
import { RUNBOOK_WORDS } from './words/catalogues.ts';
import type { RunbookName } from './words/contract.ts';

/** Longer lists of commands are cut: at night nobody reads them. */
const COMMANDS_MAX = 12;

interface Page {
  readonly strategy: Strategy;
  readonly language: Language;
}

export function renderRunbooks(strategy: Strategy, language: Language): readonly GeneratedFile[] {
  const names = Object.keys(RUNBOOK_WORDS[language].pages) as RunbookName[];
  const page = { strategy, language };
  return [
    { path: 'README.md', text: renderIndex(page, names.toSorted()) },
    ...names.toSorted().map((name) => ({ path: `${name}.md`, text: renderPage(page, name) })),
  ];
}

function renderIndex({ strategy, language }: Page, names: readonly RunbookName[]): string {
  const { frame, pages } = RUNBOOK_WORDS[language];
  const rows = names.map((name) => [
    `[${pages[name].title}](${name}.md)`,
    alertsOf(name)
      .map((alert) => `\`${alert}\``)
      .join(', '),
  ]);
  const [alert = '', , ,] = frame.alertsHead;
  return joined([
    `# ${frame.indexTitle}: ${strategy.name}`,
    frame.indexIntro,
    renderTable([frame.indexTitle, alert], rows),
    frame.written,
  ]);
}

function renderPage(page: Page, name: RunbookName): string {
  const { frame, pages } = RUNBOOK_WORDS[page.language];
  const { title, means, look, decide, act, undo, wake } = pages[name];
  const section = (heading: string, items: readonly string[]) => [
    `## ${heading}`,
    listOf(page, items),
  ];
  return linked([
    `# ${title}`,
    `## ${frame.means}`,
    means,
    ...section(frame.look, look),
    ...section(frame.decide, decide),
    ...section(frame.act, act),
    ...section(frame.undo, undo),
    `## ${frame.wake}`,
    wake,
    `## ${frame.alerts}`,
    renderTable(
      frame.alertsHead,
      alertsOf(name).map((alert) => [
        `\`${alert}\``,
        frame.severity[ALERTS[alert].severity],
        frame.source[ALERTS[alert].source],
      ]),
    ),
    frame.written,
  ]);
}

function alertsOf(runbook: RunbookName) {
  return ALERT_NAMES.filter((alert) => ALERTS[alert].runbook === runbook);
}

/** Blocks of commands make a list loose; all items are then apart. */
function listOf(page: Page, items: readonly string[]): string {
  return items.map((item, index) => renderItem(page, `${index + 1}. `, item)).join('\n');
}

function renderItem({ strategy, language }: Page, bullet: string, item: string): string {
  const blocks: string[] = [];
  const text = item.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const command = commandOf(strategy, name);
    if (command === null) return placeholder;
    if (command.kind === 'inline') return `\`${command.lines.join('; ')}\``;
    blocks.push(blockOf(command.lines, language));
    return '';
  });
  const indent = ' '.repeat(bullet.length);
  const below = blocks.map((block) => `\n\n${indentBy(indent, block)}\n`);
  return `${bullet}${text.trimEnd()}${below.join('')}`;
}

function blockOf(lines: readonly string[], language: Language): string {
  const shown = lines.slice(0, COMMANDS_MAX);
  const left = lines.length - shown.length;
  const { more } = RUNBOOK_WORDS[language].frame;
  const rest = left === 0 ? [] : [`# ${plural(language, left, more)}`];
  return ['```sh', ...shown, ...rest, '```'].join('\n');
}

function indentBy(indent: string, text: string): string {
  return text
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n');
}

/** `(x.md)` in a text leads to that page. */
function linked(blocks: readonly string[]): string {
  return joined(blocks).replaceAll(/ \(([a-z-]+\.md)\)/g, ' ([$1]($1))');
}

function joined(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
