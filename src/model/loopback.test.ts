import { expect, test } from 'vitest';
import { answerHost, isShedHost, regionHost, retryAfterSeconds, SHED_HOST } from './loopback.ts';

const ANSWER = {
  status: 503,
  contentType: 'text/plain',
  body: 'Back soon.',
  retryAfterMs: 1_500,
};

test('each answer has an address of its own, by what it says and by nothing else', () => {
  const host = answerHost(ANSWER);
  expect(answerHost({ ...ANSWER })).toBe(host);
  const others = [
    null,
    { ...ANSWER, status: 429 },
    { ...ANSWER, contentType: 'text/html' },
    { ...ANSWER, body: 'Back later.' },
    { ...ANSWER, retryAfterMs: 9_000 },
  ].map(answerHost);
  expect(new Set([host, ...others]).size).toBe(6);
  expect([host, ...others].every(isShedHost)).toBe(true);
});

test('without an answer it is the address that was always there', () => {
  expect(answerHost(null)).toBe(SHED_HOST);
  expect(answerHost(undefined)).toBe(SHED_HOST);
});

test.each([...Array.from({ length: 3 }, (_, index) => regionHost(index)), '127.0.0.1', '10.1.2.3'])(
  '%s refuses nothing',
  (host) => {
    expect(isShedHost(host)).toBe(false);
  },
);

test('Retry-After is in whole seconds, and only with an error', () => {
  expect(retryAfterSeconds(ANSWER)).toBe(2);
  expect(retryAfterSeconds({ ...ANSWER, status: 200 })).toBeNull();
});
