/**
 * The floor: what circulates as Kong configuration (test/fixtures/folklore), and what a linter must
 * say of it (expected.yaml there). The a-* files are linted one by one, the b-* together.
 */

import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from '../../src/cli/lint/read-document.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import type { LintProblem } from '../../src/lint/contract.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';

interface Expected {
  readonly find: readonly string[];
  readonly accept?: readonly string[];
}

const folder = new URL('../fixtures/folklore/', import.meta.url);
const text = async (file: string) => readFile(new URL(file, folder), 'utf8');
const expected = parse(await text('expected.yaml')) as Record<string, Expected>;

/** The words of each expectation by which its finding is known, in the order of expected.yaml. */
const KNOWN_BY: Readonly<Record<string, readonly RegExp[]>> = {
  'a-upstreams.conf.txt': [
    /not a Kong configuration.*nginx upstream syntax/,
    /`backup`.*Kong OSS, and Enterprise before 3\.12/,
  ],
  'a-plugins.yaml': [
    /no plugin `healthchecks`/,
    /prometheus has no `config\.buckets`; its buckets are fixed/,
    /404 and 429 answered on the probe path mark the target down/,
  ],
  'b-upstream.yaml': [
    /worst-case active detection.* is 90 s \(3 failures × 30 s.*35 % of the 259 s that 99\.99 %/,
    /active\.unhealthy\.tcp_failures is 0: .* refuses connections/,
    /lacks 502.*`timeouts: 7`.*429/,
    /share counters/,
    /100:1 undeclared: about 1 % .* round-robin retry rarely reaches it/,
    /no capacity stated for the standby/,
    /one target in each region.*no redundancy inside a region/,
  ],
  'b-services.yaml': [
    /`(?:order|klant)-api-upstream` is not defined: the name would be looked up in DNS/,
    /no timeouts set.*60 s × \(5 retries \+ 1\).*longer than callers wait/,
    /POST and PATCH only when the connection was refused; GET, PUT, DELETE also/,
  ],
  'b-regions.yaml': [
    /timeout and concurrency, but both intervals are 0: nothing is probed/,
    /nothing moves traffic from product-api-primary to product-api-secondary/,
  ],
  'b-plugins.yaml': [
    /no plugin `circuit-breaker` in Kong/,
    /several prometheus instances.*different upstream_health_metrics.*flips with the last request/,
    /status_code_metrics and latency_metrics are off: no error ratio and no latency/,
    /hour 1000 is spent after 10 minutes at minute 100: 429 for the rest of the hour/,
    /policy local counts per node/,
  ],
};

async function lintFiles(files: readonly string[]): Promise<LintProblem[]> {
  const read = await Promise.all(files.map(async (file) => readDocument(file, await text(file))));
  expect(read.flatMap(({ unusable }) => unusable)).toEqual([]);
  const documents = read.flatMap((result) => result.documents);
  return lint(documents, { rules: RULES, context: DEFAULT_CONTEXT, language: 'en' });
}

const files = (await readdir(folder)).filter((file) => file in expected);
const together = files.filter((file) => file.startsWith('b-'));
const problems = new Map<string, readonly LintProblem[]>();
for (const file of files) {
  const found = await lintFiles(file.startsWith('b-') ? together : [file]);
  problems.set(
    file,
    found.filter((problem) => problem.file === file),
  );
}

const finds = Object.entries(KNOWN_BY).flatMap(([file, forms]) =>
  forms.map((form, index): [string, string, RegExp] => [
    file,
    expected[file]?.find[index] ?? '',
    form,
  ]),
);

test.each(finds)('%s: %s', (file, expectation, form) => {
  const severity = /^\[(\w+)\]/.exec(expectation)?.[1];
  const found = problems.get(file)?.filter(({ message }) => form.test(message)) ?? [];
  expect(found.length).toBeGreaterThan(0);
  expect(found.map((problem) => problem.severity)).toEqual(found.map(() => severity));
  for (const { line, fix } of found) {
    expect(line).toBeGreaterThan(0);
    expect(fix).not.toBe('');
  }
});

test('every expectation on Kong files is tested', () => {
  const counts = Object.keys(KNOWN_BY).map((file) => [file, expected[file]?.find.length]);
  expect(counts).toEqual(Object.entries(KNOWN_BY).map(([file, forms]) => [file, forms.length]));
});

test.each(Object.entries(expected).filter(([, { accept }]) => accept !== undefined))(
  'nothing that is right in %s is flagged',
  (file, { accept }) => {
    const flagged = problems.get(file)?.map(({ path }) => path.split('.').at(-1) ?? '') ?? [];
    expect(flagged.filter((field) => accept?.includes(field.replace(/\[\d+\]$/, '')))).toEqual([]);
  },
);
