/**
 * The drills that come with the package, and those in a user's files. A drill of the package speaks of
 * the first region and the first service of the strategy, unless told otherwise.
 */

import { readdir, readFile } from 'node:fs/promises';

import { parseDrill } from '../../drill/file/parse-drill.ts';
import { parseDurationMs } from '../../lib/quantities.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Language } from '../../lib/locale.ts';
import { renderProblems } from '../../strategy/index.ts';
import { inEnglish } from '../../strategy/problem.ts';
import { suggestFix } from '../../strategy/suggest.ts';
import type { CliContext } from '../context.ts';
import { CliFailure, messageOf, systemCode, usageFailure } from '../failure.ts';

/** At the root of the package, both from `src` and from `dist`. */
const FOLDER = new URL('../../../drills/', import.meta.url);

/** What the drills of the package are written with. */
const EXAMPLE = { region: 'eu-west', service: 'productAPI' } as const;

export interface DrillChoice {
  readonly region?: string;
  readonly service?: readonly string[];
  readonly duration?: string;
}

export function libraryFile(name: string): URL {
  return new URL(`${name}.yaml`, FOLDER);
}

export async function libraryNames(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .toSorted();
}

export async function findDrill(
  context: CliContext,
  wanted: string,
  {
    strategy,
    language,
    choice = {},
  }: {
    readonly strategy: Strategy;
    readonly language: Language;
    readonly choice?: DrillChoice;
  },
): Promise<Drill> {
  const names = await libraryNames();
  const isOwn = names.includes(wanted);
  const file = isOwn ? `${wanted}.yaml` : wanted;
  const written = isOwn
    ? await readFile(libraryFile(wanted), 'utf8')
    : await readText(wanted, names);
  const text = isOwn ? adapted(written, strategy, choice) : written;
  const { drill, problems } = parseDrill(text, { file, strategy });
  if (problems.length > 0) {
    const color = context.colors.isColorSupported;
    context.note(renderProblems(problems, text, { color, language }));
  }
  if (drill !== null) return chosen(drill, strategy, choice);
  const count = problems.filter(({ severity }) => severity === 'error').length;
  throw new CliFailure(`${file} has ${count} error${count === 1 ? '' : 's'}`, {
    exitCode: 2,
    fix: 'Each is shown above with its fix; docs/drills.md explains the file.',
    details: { problems: inEnglish(problems) },
  });
}

function adapted(text: string, { regions, services }: Strategy, { region }: DrillChoice): string {
  const [first] = regions;
  const [service] = services;
  return text
    .replaceAll(`region: ${EXAMPLE.region}`, `region: ${region ?? first?.name ?? EXAMPLE.region}`)
    .replaceAll(`[${EXAMPLE.service}]`, `[${service?.name ?? EXAMPLE.service}]`);
}

/** What the command line says beats the file. */
function chosen(drill: Drill, strategy: Strategy, choice: DrillChoice): Drill {
  const { region = null, service = [], duration } = choice;
  known(
    '--region',
    region === null ? [] : [region],
    strategy.regions.map(({ name }) => name),
  );
  known(
    '--service',
    service,
    strategy.services.map(({ name }) => name),
  );
  const durationMs = duration === undefined ? drill.durationMs : parseDurationMs(duration);
  if (durationMs === null || durationMs < 1_000) {
    throw usageFailure(`--duration ${duration} is no duration`, 'Write it as 30s or 2m.');
  }
  return {
    ...drill,
    durationMs,
    scope: {
      ...drill.scope,
      region: region ?? drill.scope.region,
      services: service.length === 0 ? drill.scope.services : service,
    },
  };
}

function known(option: string, given: readonly string[], words: readonly string[]): void {
  for (const word of given) {
    if (words.includes(word)) continue;
    throw usageFailure(`${option} ${word} is not in the strategy`, suggestFix(word, words));
  }
}

async function readText(file: string, names: readonly string[]): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw usageFailure(`${file} cannot be read: ${messageOf(error)}`);
    }
    const guess = suggestFix(file, names);
    throw usageFailure(
      `there is no drill named ${file}, nor such a file`,
      guess.startsWith('did you mean') ? guess : '`ballast drill list` lists them.',
    );
  }
}
