import fc from 'fast-check';
import { expect, test } from 'vitest';

import { xxhash32, xxhash32Bytes } from './xxhash32.ts';

/** Reference values of the xxHash sources and of Python's `xxhash` documentation. */
test.each([
  { text: '', seed: 0, hash: 0x02cc5d05 },
  { text: 'a', seed: 0, hash: 0x550d7456 },
  { text: 'abc', seed: 0, hash: 0x32d153ff },
  { text: 'Nobody inspects the spammish repetition', seed: 0, hash: 0xe2293b2f },
])('"$text" hashes to $hash', ({ text, seed, hash }) => {
  expect(xxhash32(text, seed)).toBe(hash);
});

test('text is hashed as UTF-8, whatever its characters', () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      expect(xxhash32(text)).toBe(xxhash32Bytes(encoder.encode(text)));
    }),
    { numRuns: 200 },
  );
});
