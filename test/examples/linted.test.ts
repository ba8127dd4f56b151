/** What Ballast writes has nothing that Ballast's own lint would warn of. */

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { contextOf } from '../../src/cli/lint/context-of.ts';
import { readDocument } from '../../src/cli/lint/read-document.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';
import { EXAMPLES, exampleFolder, exampleText } from './example-files.ts';

/** Wishes of the strategy itself, which the example is meant to show. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  // A burst of 50 a second within 1,200 a minute.
  konnect: ['KB180'],
};

test.each(EXAMPLES)('the Kong files of %s, with their strategy', (name) => {
  const folder = join(exampleFolder(name), 'generated/kong');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const byGateway = Map.groupBy(
    paths.filter((path) => path.endsWith('.yaml')),
    (path) => dirname(path),
  );
  for (const [gateway, files] of byGateway) {
    const documents = [
      ...readDocument('ballast.yaml', exampleText(name)).documents,
      ...files.flatMap(
        (path) => readDocument(path, readFileSync(join(folder, path), 'utf8')).documents,
      ),
    ];
    expect(documents).toHaveLength(files.length + 1);
    const context = contextOf(OPTIONS, documents);
    const problems = lint(documents, { rules: RULES, context, language: 'en' }).filter(
      ({ file, severity }) => file !== 'ballast.yaml' && severity !== 'info',
    );
    const codes = problems.map(({ code, message }) => [code, message]);
    expect([gateway, codes.filter(([code]) => !WANTED[name]?.includes(code ?? ''))]).toEqual([
      gateway,
      [],
    ]);
  }
});

const OPTIONS = { edition: 'oss', kongVersion: '3.9.3', nodes: 1 } as Parameters<
  typeof contextOf
>[0];
