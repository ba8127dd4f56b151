/** What README, docs, example pages and `--help` tell people to type exists, and links lead somewhere. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';

import type { CliContext } from '../../src/cli/context.ts';
import { createProgram } from '../../src/cli/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = ['*.md', 'docs/*.md', 'docs/decisions/*.md', 'examples/*.md', 'examples/*/README.md']
  .flatMap((glob) => globSync(glob, { cwd: ROOT }))
  .map((page) => ({ page, text: readFileSync(join(ROOT, page), 'utf8') }));

/** Building the tree asks the context for the language only. */
const PROGRAM = createProgram({ env: {} } as CliContext);

describe.each(PAGES)('$page', ({ page, text }) => {
  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [
      ...text.matchAll(/(?:npm run (?:-s )?|`(?=(?:bench|fuzz):\w))([a-z][\w:-]*)/g),
    ].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names commands and options that exist', () => {
    const lines = [...text.matchAll(/(?:^|`|\$ )ballast ([^`\n#|]+)/gm)].map(
      ([, line]) => line ?? '',
    );
    expect(lines.flatMap((line) => unknownIn(line))).toEqual([]);
  });

  test('has links that lead to files', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? '');
    const gone = links
      .filter((link) => !/^(?:https?:|mailto:|#)/.test(link))
      .filter((link) => !existsSync(join(ROOT, dirname(page), link.replace(/#.*$/, ''))));
    expect(gone).toEqual([]);
  });
});

test('every example of --help names options that exist', () => {
  const examples = commandsBelow(PROGRAM).flatMap((command) =>
    [...helpOf(command).matchAll(/\$ ballast (.+?)(?: {2,}|$)/gm)].map(([, line]) => line ?? ''),
  );
  expect(examples.length).toBeGreaterThan(60);
  expect(examples.flatMap((line) => unknownIn(line))).toEqual([]);
});

/** What of a line there is not: its command, or options. */
function unknownIn(line: string): string[] {
  const words = line.split(/\s+(?:&&?|;|\||>)(?:\s|$)/)[0]?.split(/\s+/) ?? [];
  let command: Command = PROGRAM;
  for (const word of words) {
    if (word.startsWith('-') || word === '') continue;
    const below = command.commands.find((one) => one.name() === word);
    if (below === undefined) {
      if (command === PROGRAM && /^[a-z][a-z-]+$/.test(word)) return [`${word} (in: ${line})`];
      continue;
    }
    command = below;
  }
  const known = [...optionsOf(command), ...optionsOfDefault(command), '--help', '--version'];
  return words
    .filter((word) => /^--[a-z]/.test(word))
    .map((word) => word.replace(/[=,.;:)].*$/, ''))
    .filter((word) => !known.includes(word))
    .map((word) => `${word} (in: ${line})`);
}

/** `ballast drill --shadow` is `ballast drill run --shadow`. */
function optionsOfDefault(command: Command): string[] {
  const { _defaultCommandName: name } = command as Command & { _defaultCommandName?: string };
  const below = command.commands.find((one) => one.name() === name);
  return below === undefined ? [] : optionsOf(below);
}

function optionsOf(command: Command): string[] {
  const own = command.options.flatMap(({ long }) => long ?? []);
  return command.parent === null ? own : [...own, ...optionsOf(command.parent)];
}

function commandsBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsBelow)];
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}
