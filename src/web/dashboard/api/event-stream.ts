/**
 * Server-sent events over `fetch`, because `EventSource` cannot send an Authorization header. The
 * parser follows the HTML standard's rules for `text/event-stream`.
 */

export interface StreamMessage {
  /** `message` unless told. */
  readonly event: string;
  readonly data: string;
  /** Of the newest message that had one; empty before. */
  readonly lastEventId: string;
}

/** A message that grows beyond this is not ours: the stream is given up. */
const MAX_PENDING_CHARS = 64 * 1024 * 1024;

export interface StreamParser {
  /** Text as it arrives, cut anywhere; the messages that are complete by it. */
  push(text: string): readonly StreamMessage[];
}

export function createStreamParser(): StreamParser {
  let pending = '';
  let data: string[] = [];
  let event = '';
  let lastEventId = '';

  const readLine = (line: string): StreamMessage | null => {
    if (line === '') {
      const message = {
        event: event === '' ? 'message' : event,
        data: data.join('\n'),
        lastEventId,
      };
      const isEmpty = data.length === 0;
      data = [];
      event = '';
      return isEmpty ? null : message;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    if (field === 'event') event = value;
    if (field === 'id' && !value.includes('\0')) lastEventId = value;
    return null;
  };

  return {
    push(text) {
      pending += text;
      if (pending.length > MAX_PENDING_CHARS) throw new Error('a message of the stream never ends');
      // A lone CR at the end may be half of a CR LF that is still under way.
      const lines = pending.split(/\r\n|\n|\r(?!$)/);
      pending = lines.pop() ?? '';
      return lines.flatMap((line) => readLine(line) ?? []);
    },
  };
}

/** Reads until the stream ends, fails, or is silent for too long. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  options: { readonly silenceMs: number; readonly onMessage: (message: StreamMessage) => void },
): Promise<void> {
  const parser = createStreamParser();
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = () =>
    new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the stream fell silent')), options.silenceMs);
    });
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), silence()]);
      clearTimeout(timer);
      if (done) return;
      for (const message of parser.push(decoder.decode(value, { stream: true }))) {
        options.onMessage(message);
      }
    }
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
}
