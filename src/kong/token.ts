/**
 * The Admin API token: from a file, read again when it changed (secrets are rotated under running
 * programs), or from an environment variable. It is only ever handed to the request header.
 */

import { readFileSync, statSync } from 'node:fs';

export interface TokenPlace {
  readonly tokenFile: string | null;
  readonly tokenEnv: string | null;
}

/** Returns a function that gives the present token, `null` when none is configured or readable. */
export function createTokenSource(
  { tokenFile, tokenEnv }: TokenPlace,
  env: Readonly<Record<string, string | undefined>> = process.env,
): () => string | null {
  if (tokenFile === null) {
    return () => (tokenEnv === null ? null : clean(env[tokenEnv]));
  }
  let version = '';
  let token: string | null = null;
  return () => {
    try {
      const { mtimeMs, size, ino } = statSync(tokenFile);
      const seen = `${mtimeMs}/${size}/${ino}`;
      if (seen !== version) {
        token = clean(readFileSync(tokenFile, 'utf8'));
        version = seen;
      }
    } catch {
      // Gone or unreadable: the last token may still be valid while the file is being replaced.
    }
    return token;
  };
}

function clean(text: string | undefined): string | null {
  const token = text?.trim() ?? '';
  // A line break would end the header and start another.
  return token === '' || /[\r\n]/.test(token) ? null : token;
}
