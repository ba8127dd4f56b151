/** A running Kong, read through its Admin API: its configuration, and what is known of its node. */

import type { ImportedGateway, KongDocument } from '../../import/contract.ts';
import {
  createAdminClient,
  createTokenSource,
  KongError,
  loopbackUrlOf,
  readConfiguration,
} from '../../kong/index.ts';
import type { AdminClient } from '../../kong/index.ts';
import { CliFailure } from '../failure.ts';

export interface LiveOptions {
  readonly tokenFile?: string;
  readonly tokenEnv?: string;
  readonly workspace?: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Of one Admin API call. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface LiveKong {
  readonly document: KongDocument;
  readonly gateway: ImportedGateway;
  /** Such as `Kong 3.9.3, postgres`. */
  readonly summary: string;
}

export async function readLiveKong(url: string, options: LiveOptions): Promise<LiveKong> {
  const { tokenFile, tokenEnv, workspace, tls, timeoutMs, signal } = options;
  const client = createAdminClient({
    baseUrls: [url],
    timeoutMs,
    workspace: workspace ?? null,
    token: createTokenSource({ tokenFile: tokenFile ?? null, tokenEnv: tokenEnv ?? null }),
    ...(tls === undefined ? {} : { tls: await readTls(tls) }),
  });
  try {
    return await read(client, { url, options, signal });
  } catch (error) {
    if (!(error instanceof KongError)) throw error;
    throw new CliFailure(error.message, { exitCode: 1, fix: error.hint, cause: error });
  } finally {
    await client.close();
  }
}

async function read(
  client: AdminClient,
  { url, options, signal }: { url: string; options: LiveOptions; signal: AbortSignal },
): Promise<LiveKong> {
  const info = await client.readNode({ signal });
  const content = await readConfiguration(client, { signal });
  const loopbackUrl = loopbackUrlOf(info);
  const { tokenFile, tokenEnv, workspace, tls } = options;
  const database = info.configuration?.database ?? 'postgres';
  return {
    document: { source: url, content },
    summary: `Kong ${info.version}, ${database === 'off' ? 'without a database' : database}`,
    gateway: {
      adminUrls: [url.replace(/\/+$/, '')],
      ...(loopbackUrl === undefined ? {} : { loopbackUrl }),
      ...(tokenFile === undefined ? {} : { tokenFile }),
      ...(tokenEnv === undefined ? {} : { tokenEnv }),
      ...(workspace === undefined ? {} : { workspace }),
      ...(tls === undefined ? {} : { tls }),
    },
  };
}

async function readTls(files: NonNullable<LiveOptions['tls']>) {
  const { readFile } = await import('node:fs/promises');
  const entries = await Promise.all(
    Object.entries(files).map(async ([key, file]) => [key, await readFile(file, 'utf8')] as const),
  );
  return Object.fromEntries(entries);
}
