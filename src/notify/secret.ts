/**
 * Reads a secret at each use, so that a rotated one needs no restart. It is handed to a header or a
 * connection and to nothing else: no error and no log line holds it.
 */

import { readFile } from 'node:fs/promises';
import type { SecretSource } from '../model/notification.ts';
import { DeliveryError } from './delivery-error.ts';

const SECRET_CHARS_MAX = 8_192;

export type ReadSecret = (source: SecretSource) => Promise<string>;

export function createSecretReader(
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReadSecret {
  return async ({ file, env: variable }) => {
    if (file !== null) return checked(await readText(file), `the file ${file}`);
    return checked(env[variable ?? ''] ?? '', `the environment variable ${variable ?? ''}`);
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw new DeliveryError(`the secret cannot be read from the file ${file} (${code})`, {
      isTemporary: true,
      fix: `Make ${file} readable for the user that Ballast runs as.`,
    });
  }
}

function checked(text: string, place: string): string {
  const secret = text.trim();
  // A line break would end a header and start another.
  const isUsable = secret !== '' && secret.length <= SECRET_CHARS_MAX && !/[\r\n]/.test(secret);
  if (isUsable) return secret;
  throw new DeliveryError(`${place} holds no usable secret`, {
    isTemporary: true,
    fix: `Put the secret alone into ${place}, on one line.`,
  });
}
