/**
 * The client's request body. As in nginx it is read in full before a target is asked, so that a
 * retry can send it again; beyond `MAX_BUFFERED_BYTES` (or with `request_buffering` off) it streams
 * instead, and a try that has begun to send it cannot be repeated.
 */

import type { IncomingMessage } from 'node:http';

const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;
/** nginx's `client_body_timeout`: between two reads. */
const READ_TIMEOUT_MS = 60_000;

export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'stream'; readonly stream: AsyncIterable<Uint8Array> }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'timeout' };

export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  if (headers['transfer-encoding'] !== undefined) return true;
  const length = headers['content-length'];
  return length !== undefined && length !== '0';
}

/** Reads the body; calls back once, never throws. */
export function readBody(
  request: IncomingMessage,
  options: { readonly isBuffered: boolean; readonly onChunk: (sizeBytes: number) => void },
  done: (body: RequestBody) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  if (!options.isBuffered || Number(request.headers['content-length'] ?? 0) > MAX_BUFFERED_BYTES) {
    done({ kind: 'stream', stream: rest(request, chunks, options.onChunk) });
    return;
  }
  const timer = setTimeout(() => finish({ kind: 'timeout' }), READ_TIMEOUT_MS);
  const onData = (chunk: Buffer) => {
    timer.refresh();
    options.onChunk(chunk.length);
    chunks.push(chunk);
    size += chunk.length;
    if (size <= MAX_BUFFERED_BYTES) return;
    request.pause();
    finish({ kind: 'stream', stream: rest(request, chunks, options.onChunk) });
  };
  const onEnd = () => finish({ kind: 'whole', bytes: only(chunks) });
  const onClose = () => finish({ kind: 'aborted' });
  const finish = (body: RequestBody) => {
    clearTimeout(timer);
    request.off('data', onData).off('end', onEnd).off('close', onClose);
    done(body);
  };
  request.on('data', onData).on('end', onEnd).on('close', onClose);
}

async function* rest(
  request: IncomingMessage,
  chunks: readonly Buffer[],
  onChunk: (sizeBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  yield* chunks;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    onChunk(bytes.length);
    yield bytes;
  }
}

function only(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}
