/** What is known before anybody is asked: documents, and flags above what they say. */

import type { CliContext } from '../context.ts';
import { valuesFromFlags, type FlagTexts } from './flags.ts';
import type { Values } from './values.ts';
import type { InitWords } from './words/init-words.ts';

export interface Sources {
  readonly flags: FlagTexts;
  readonly openApi: string | undefined;
  readonly kong: string | undefined;
}

export async function gather(
  context: CliContext,
  words: InitWords,
  { flags, openApi, kong }: Sources,
): Promise<Values> {
  const given = valuesFromFlags(flags);
  const values = new Map<string, string>();
  const add = (more: Values) => {
    for (const [key, text] of more) values.set(key, text);
  };
  if (kong !== undefined) add(await fromKong(context, words, { kong, flags }));
  if (openApi !== undefined) add(await fromOpenApi(context, words, openApi));
  add(given);
  return values;
}

async function fromKong(
  context: CliContext,
  words: InitWords,
  { kong, flags }: { kong: string; flags: FlagTexts },
): Promise<Values> {
  const { readKong, valuesOfKong } = await import('./from-kong.ts');
  const tokenFile = flags['token-file']?.[0]?.replace(/^[\w.-]+=/, '');
  const result = await readKong(kong, { tokenFile, signal: context.signal });
  const { guesses, losses, strategy } = result;
  const services = Object.keys(strategy.services).length;
  context.note(words.talk.fromKong({ services, guesses: guesses.length, losses: losses.length }));
  return services === 0 ? new Map() : valuesOfKong(result);
}

async function fromOpenApi(context: CliContext, words: InitWords, source: string): Promise<Values> {
  const { readOpenApi, valuesOfApi } = await import('./openapi/read-openapi.ts');
  const api = await readOpenApi(source);
  const { title, pathCount: paths, services } = api;
  context.note(words.talk.fromOpenApi({ title, paths, services: services.length }));
  return valuesOfApi(api);
}
