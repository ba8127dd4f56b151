/** Certificate and key of the API's listener, read from their files, and again when they change. */

import { readFile, stat } from 'node:fs/promises';
import type { Server } from 'node:https';

import type { Logger } from '../../model/ports.ts';
import type { ApiTls } from '../../model/api-settings.ts';

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** Of the authority of the clients' certificates; `null` when they need none. */
  readonly clientCa: string | null;
}

/** Certificates are renewed days before they end. */
const LOOK_AGAIN_MS = 60_000;

export async function readTlsFiles({ certFile, keyFile, clientCaFile }: ApiTls): Promise<TlsFiles> {
  const [cert, key, clientCa] = await Promise.all([
    readFile(certFile, 'utf8'),
    readFile(keyFile, 'utf8'),
    clientCaFile === null ? null : readFile(clientCaFile, 'utf8'),
  ]);
  return { cert, key, clientCa };
}

/** Gives the server a renewed certificate without a restart; the function ends that. */
export function followTlsFiles(
  server: Pick<Server, 'setSecureContext'>,
  options: { readonly tls: ApiTls; readonly logger: Logger },
): () => void {
  const { tls, logger } = options;
  let seen: string | null = null;
  const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
  timer.unref();
  void look();

  async function look(): Promise<void> {
    try {
      const { mtimeMs } = await stat(tls.certFile);
      const now = String(mtimeMs);
      if (seen !== null && seen !== now) {
        const { cert, key, clientCa } = await readTlsFiles(tls);
        server.setSecureContext({ cert, key, ...(clientCa === null ? {} : { ca: clientCa }) });
        logger.info({ certFile: tls.certFile }, 'The API has a new certificate.');
      }
      seen = now;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      logger.error({ error: text }, 'The new certificate of the API is of no use; the old stays.');
    }
  }
  return () => clearInterval(timer);
}
