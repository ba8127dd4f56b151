import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStreamParser, readStream, type StreamMessage } from './event-stream.ts';

const TEXT = [
  ': alive\n\n',
  'retry: 2000\nevent: hello\ndata: {"a":1}\n\n',
  'id: 7\nevent: event\ndata: {"b":2}\n\n',
  'data: one\ndata:two\n\n',
  'event: empty\n\n',
  'data: last\r\n\r\n',
].join('');

const MESSAGES: readonly StreamMessage[] = [
  { event: 'hello', data: '{"a":1}', lastEventId: '' },
  { event: 'event', data: '{"b":2}', lastEventId: '7' },
  { event: 'message', data: 'one\ntwo', lastEventId: '7' },
  { event: 'message', data: 'last', lastEventId: '7' },
];

test('messages are the same wherever the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 8 }), (cuts) => {
      const parser = createStreamParser();
      const edges = [0, ...cuts.toSorted((a, b) => a - b), TEXT.length];
      const messages = edges
        .slice(1)
        .flatMap((end, index) => parser.push(TEXT.slice(edges[index], end)));
      expect(messages).toEqual(MESSAGES);
    }),
    { numRuns: 200 },
  );
});

test('a stream that falls silent is given up', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(': alive\n\n')),
  });
  await expect(readStream(body, { silenceMs: 20, onMessage: () => undefined })).rejects.toThrow(
    'silent',
  );
});
