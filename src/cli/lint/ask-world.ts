/** What files alone do not tell: a running Kong, and what names resolve to. */

import { budgetMsOf } from '../../lint/context.ts';
import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import type { CliContext } from '../context.ts';
import { usageFailure } from '../failure.ts';
import { contextOf } from './context-of.ts';
import type { LintCommandOptions } from './options.ts';

interface Asking {
  readonly options: LintCommandOptions;
  /** What the files say. */
  readonly documents: readonly AnyDocument[];
}

export async function askWorld(
  context: CliContext,
  { options, documents }: Asking,
): Promise<readonly AnyDocument[]> {
  const live = await askKong(context, { options, documents });
  if (!options.dns) return live;
  const { readDns } = await import('./dns.ts');
  const all = [...documents, ...live];
  const budgetMs = budgetMsOf(contextOf(options, documents));
  return [...live, await readDns(all, { signal: context.signal, budgetMs })];
}

async function askKong(
  { signal, env }: CliContext,
  { options, documents }: Asking,
): Promise<readonly AnyDocument[]> {
  if (options.kong === undefined) return [];
  const strategies = documents.filter((document) => document.kind === 'strategy');
  if (strategies.length > 1) {
    throw usageFailure('a running Kong is compared with one strategy', 'Name one of them.');
  }
  const { createTokenSource } = await import('../../kong/index.ts');
  const { readLive } = await import('./live.ts');
  const { tokenFile = null, tokenEnv = null } = options;
  return readLive({
    urls: options.kong,
    strategy: strategies[0]?.data.strategy ?? null,
    signal,
    token: createTokenSource({ tokenFile, tokenEnv }, env),
  });
}
