/**
 * xxHash, 32 bits: the hash with which Kong places targets and keys on its consistent-hashing
 * ring. Specification: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */

const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
const PRIME_3 = 0xc2b2ae3d | 0;
const PRIME_4 = 0x27d4eb2f | 0;
const PRIME_5 = 0x165667b1 | 0;

/** Room for the bytes of short texts; spares an allocation at each hash, keeps nothing. */
const scratch = new Uint8Array(768);

/** Hash of the UTF-8 bytes of a text, in 0 … 2³²−1. */
export function xxhash32(text: string, seed = 0): number {
  const room = text.length * 3;
  const bytes = room <= scratch.length ? scratch : new Uint8Array(room);
  return xxhash32Bytes(bytes, { length: writeUtf8(text, bytes), seed });
}

export interface XxhashOptions {
  readonly seed?: number;
  /** How many of the bytes count; all by default. */
  readonly length?: number;
}

export function xxhash32Bytes(bytes: Uint8Array, options: XxhashOptions = {}): number {
  const { seed = 0, length = bytes.length } = options;
  const stripesEnd = length - (length % 16);
  let hash = length < 16 ? (seed + PRIME_5) | 0 : hashStripes(bytes, stripesEnd, seed);
  hash = (hash + length) | 0;
  let at = length < 16 ? 0 : stripesEnd;
  for (; at + 4 <= length; at += 4) {
    hash = (hash + Math.imul(word(bytes, at), PRIME_3)) | 0;
    hash = Math.imul(rotateLeft(hash, 17), PRIME_4);
  }
  for (; at < length; at += 1) {
    hash = (hash + Math.imul(byte(bytes, at), PRIME_5)) | 0;
    hash = Math.imul(rotateLeft(hash, 11), PRIME_1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hashStripes(bytes: Uint8Array, end: number, seed: number): number {
  let a = (seed + PRIME_1 + PRIME_2) | 0;
  let b = (seed + PRIME_2) | 0;
  let c = seed | 0;
  let d = (seed - PRIME_1) | 0;
  for (let at = 0; at < end; at += 16) {
    a = round(a, word(bytes, at));
    b = round(b, word(bytes, at + 4));
    c = round(c, word(bytes, at + 8));
    d = round(d, word(bytes, at + 12));
  }
  return (rotateLeft(a, 1) + rotateLeft(b, 7) + rotateLeft(c, 12) + rotateLeft(d, 18)) | 0;
}

function round(lane: number, input: number): number {
  return Math.imul(rotateLeft((lane + Math.imul(input, PRIME_2)) | 0, 13), PRIME_1);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Four bytes, little-endian. */
function word(bytes: Uint8Array, at: number): number {
  return (
    byte(bytes, at) |
    (byte(bytes, at + 1) << 8) |
    (byte(bytes, at + 2) << 16) |
    (byte(bytes, at + 3) << 24)
  );
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/**
 * Returns how many bytes were written. (`TextEncoder` belongs to the platform, not to the
 * language, and this folder is pure.) Half a surrogate pair becomes U+FFFD, as there.
 */
function writeUtf8(text: string, bytes: Uint8Array): number {
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = scalarAt(text, at);
    if (code < 0x80) {
      bytes[length++] = code;
    } else if (code < 0x800) {
      bytes[length++] = 0xc0 | (code >> 6);
      bytes[length++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      bytes[length++] = 0xe0 | (code >> 12);
      bytes[length++] = 0x80 | ((code >> 6) & 63);
      bytes[length++] = 0x80 | (code & 63);
    } else {
      bytes[length++] = 0xf0 | (code >> 18);
      bytes[length++] = 0x80 | ((code >> 12) & 63);
      bytes[length++] = 0x80 | ((code >> 6) & 63);
      bytes[length++] = 0x80 | (code & 63);
      at += 1;
    }
  }
  return length;
}

function scalarAt(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0;
  return code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
}
