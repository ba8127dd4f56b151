/** Reading the body of one delivery: a limit before and after unpacking. */

import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

export type BodyFailure = 'too-large' | 'encoding' | 'bad-json';

const UNPACK = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/** The parsed JSON, or why there is none. Rejects only when the connection breaks. */
export async function readJsonBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly value: unknown } | BodyFailure> {
  const packed = await readBytes(request, maxBytes);
  if (packed === null) return 'too-large';
  const bytes = await unpack(packed, {
    encoding: request.headers['content-encoding'] ?? 'identity',
    maxBytes,
  });
  if (typeof bytes === 'string') return bytes;
  try {
    return { value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return 'bad-json';
  }
}

/** What is too large is read on for a while and dropped, so that the sender gets its answer. */
const DRAIN_FACTOR = 8;

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks = [];
    if (size > maxBytes * DRAIN_FACTOR) return null;
  }
  return size > maxBytes ? null : Buffer.concat(chunks);
}

async function unpack(
  packed: Buffer,
  { encoding, maxBytes }: { readonly encoding: string; readonly maxBytes: number },
): Promise<Buffer | BodyFailure> {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return packed;
  if (!isKnown(name)) return 'encoding';
  try {
    return await UNPACK[name](packed, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? 'too-large' : 'encoding';
  }
}

function isKnown(name: string): name is keyof typeof UNPACK {
  return Object.hasOwn(UNPACK, name);
}
