/** Request ids in nginx's form: 32 hexadecimal digits, unique, not secret. */

import { randomBytes } from 'node:crypto';

/** Random bytes drawn at once; one draw per request is a measurable part of its cost. */
const POOL_BYTES = 16 * 256;

export function createRequestIds(): () => string {
  let pool = '';
  let position = 0;
  return () => {
    if (position >= pool.length) {
      pool = randomBytes(POOL_BYTES).toString('hex');
      position = 0;
    }
    position += 32;
    return pool.slice(position - 32, position);
  };
}
