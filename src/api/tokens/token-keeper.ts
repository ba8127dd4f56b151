/**
 * The tokens that count now: the file, read again when it has changed. A file that cannot be used
 * lets nobody in, since a revoked token must not live on; it is logged, once for each change.
 */

import type { Clock, Logger } from '../../model/ports.ts';
import { fingerprintOf, readTokenFile, TokenFileError } from './token-file.ts';
import { findToken, type TokenRecord } from './token.ts';

export interface TokenKeeper {
  /** The record of a token, expired or not; `null` for one that never was or is revoked. */
  find(secret: string): Promise<TokenRecord | null>;
}

/** A revoked token works at most this much longer. */
const LOOK_AGAIN_MS = 1_000;

export function createTokenKeeper(options: {
  readonly file: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}): TokenKeeper {
  const { file, clock, logger } = options;
  let tokens: readonly TokenRecord[] = [];
  let fingerprint: string | null | undefined;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    lookedAtMs = clock.nowMs();
    try {
      const now = await fingerprintOf(file);
      if (now === fingerprint) return;
      fingerprint = now;
      tokens = await readTokenFile(file);
    } catch (error) {
      if (!(error instanceof TokenFileError)) throw error;
      tokens = [];
      logger.error({ file, error: error.message }, 'No token is let in: its file is of no use.');
    }
  }

  return {
    async find(secret) {
      if (clock.nowMs() - lookedAtMs >= LOOK_AGAIN_MS) {
        looking ??= look().finally(() => {
          looking = null;
        });
      }
      await looking;
      return findToken(tokens, secret);
    },
  };
}
