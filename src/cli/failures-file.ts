/** Reads the file that says how often things fail, and says all that is wrong with it. */

import { readFile } from 'node:fs/promises';

import type { FailuresFile } from '../simulator/forecast/failures-file.ts';
import { CliFailure, unreadable } from './failure.ts';

/** The assumptions of docs/defaults.md without a file. */
export async function loadFailures(
  file: string | undefined,
  services: readonly string[],
): Promise<FailuresFile> {
  if (file === undefined) {
    const { DEFAULT_ASSUMPTIONS } = await import('../simulator/forecast/assumptions.ts');
    return { assumptions: DEFAULT_ASSUMPTIONS, rps: {} };
  }
  const { parseFailuresFile } = await import('../simulator/forecast/failures-file.ts');
  const { value, problems } = parseFailuresFile(await readText(file), services);
  if (value !== null) return value;
  const lines = problems.map(({ line, column, path, message, fix }) => {
    const place = path === '' ? '' : ` ${path}:`;
    return `${file}:${line}:${column}${place} ${message}\n    fix: ${fix}`;
  });
  const count = problems.length;
  const text = {
    en: `${file} has ${count} problem${count === 1 ? '' : 's'}`,
    nl: `${file} heeft ${count} ${count === 1 ? 'fout' : 'fouten'}`,
  };
  throw new CliFailure(text, {
    exitCode: 2,
    fix: lines.join('\n'),
    details: { problems },
  });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}
