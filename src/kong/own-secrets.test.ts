/** An answer that shows the request does not bring its token into messages. */

import { expect, test } from 'vitest';
import { withoutOwnSecrets } from './own-secrets.ts';

const BASIC = `Basic ${btoa('admin:pass:word')}`;

test.each([
  ['the token', 'token s3cret!', { token: 's3cret!', authorization: null }, 'token …'],
  ['a token in JSON', '{"t":"a\\"bcd"}', { token: 'a"bcd', authorization: null }, '{"t":"…"}'],
  ['basic', `got ${BASIC}`, { token: null, authorization: BASIC }, 'got Basic …'],
  ['its password', 'pw pass:word', { token: null, authorization: BASIC }, 'pw …'],
  ['nothing', 'no such id', { token: null, authorization: null }, 'no such id'],
  ['no word', 'on a node', { token: 'on', authorization: null }, 'on a node'],
])('%s is taken out', (_what, text, secrets, left) => {
  expect(withoutOwnSecrets(text, secrets)).toBe(left);
});
