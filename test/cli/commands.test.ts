/** What every command keeps to: help, exit codes, what goes to stdout and what to stderr. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { VERSION } from '../../src/cli/version.ts';
import { runBallast, temporaryFolder } from '../support/run-ballast.ts';

// Each command is a process, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const EXAMPLE = fileURLToPath(new URL('../golden/strategies/webshop.yaml', import.meta.url));
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const run = (...args: string[]) => runBallast(args, { cwd: folder.path });

test('the version is that of the package', async () => {
  const manifest: unknown = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  expect(manifest).toMatchObject({ version: VERSION });
  expect(await run('--version')).toMatchObject({ code: 0, stdout: `${VERSION}\n` });
});

test('options of the demo are kebab-case; the name that was not is understood, but not shown', async () => {
  const { stdout } = await run('demo', '--help');
  expect(stdout).toContain('--heal-for <time>');
  expect(stdout).not.toContain('--healFor');
  for (const option of ['--heal-for', '--healFor']) {
    const { code, stderr } = await run('demo', option, 'soon');
    expect(code).toBe(2);
    expect(stderr).toContain('Write a duration with its unit');
  }
});

test('help of every command ends with examples', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: \[| <)/gm)].map(([, name]) => name ?? '');
  expect(commands).toContain('generate');
  const helps = await Promise.all(
    commands.filter((name) => name !== 'help').map((name) => run(name, '--help')),
  );
  for (const help of helps) {
    expect(help.code).toBe(0);
    expect(help.stdout).toMatch(/\nExamples:\n(?: {2}\$ .+\n)+$/);
  }
});

describe('wrong use ends with 2 and says what to do', () => {
  test.each([
    ['an unknown command', ['generat'], 'Did you mean generate?'],
    ['an unknown option', ['generate', '--chek'], 'Did you mean --check?'],
    ['a missing argument', ['completion'], "missing required argument 'shell'"],
    ['an unknown choice', ['advise', '--lang', 'fr'], 'Allowed choices are en, nl'],
    ['no strategy file', ['generate'], 'ballast init'],
    ['an unknown part', ['generate', '--only', 'kon', '-s', EXAMPLE], 'kong'],
    ['no terminal to ask on', ['init'], '--yes'],
    ['an unreadable target', ['init', '-y', '--target', 'x'], 'SERVICE@REGION=HOST:PORT'],
    ['an unreadable gateway', ['init', '-y', '--gateway', 'x'], 'NAME@REGION=ADMIN_URL'],
  ])('%s', async (_name, args, text) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  test('with --json the error is on stdout, as JSON', async () => {
    const { code, stdout } = await run('generate', '--json', '--strategy', 'none.yaml');
    expect(code).toBe(2);
    const result: unknown = JSON.parse(stdout);
    expect(result).toMatchObject({ error: { fix: expect.stringContaining('ballast init') } });
  });
});

describe('a broken strategy', () => {
  beforeAll(() =>
    writeFile(
      join(folder.path, 'broken.yaml'),
      'version: 1\nname: x\nregion: {}\nservices:\n  a: { targets: { west: { hosts: [h] } } }\n',
    ),
  );

  test('ends with 2 and all its problems at once, with places', async () => {
    const { code, stdout, stderr } = await run('generate', '--strategy', 'broken.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/broken\.yaml:3:1 error BLS\d+ unknown key "region"/);
    expect(stderr).toMatch(/broken\.yaml:5:\d+ error BLS\d+/);
  });

  test('is a list of problems with --json', async () => {
    const { code, stdout } = await run('advise', '--json', '-s', 'broken.yaml');
    expect(code).toBe(2);
    const result: { error: { problems: unknown[] } } = JSON.parse(stdout);
    expect(result.error.problems.length).toBeGreaterThan(1);
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s knows commands and options', async (shell) => {
    const { code, stdout, stderr } = await run('completion', shell);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['generate', 'advise', 'strategy', 'dbless']) expect(stdout).toContain(word);
  });
});

test('colour is off where nobody sees it, and on when forced', async () => {
  const missing = ['generate', '--strategy', 'none.yaml'];
  const plain = await runBallast(missing, { cwd: folder.path });
  const forced = await runBallast(missing, {
    cwd: folder.path,
    env: { NO_COLOR: '', FORCE_COLOR: '1' },
  });
  const escape = String.fromCodePoint(27);
  expect(plain.stderr).not.toContain(escape);
  expect(forced.stderr).toContain(escape);
});
