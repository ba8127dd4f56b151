import { describe, expect, test } from 'vitest';

import { answerBody, errorPageBody } from './kong-answers.ts';

describe('the type of an answer Kong makes', () => {
  test.each([
    { accept: null, type: 'application/json; charset=utf-8' },
    { accept: '*/*', type: 'application/json; charset=utf-8' },
    { accept: 'text/html', type: 'text/html; charset=utf-8' },
    { accept: 'text/*', type: 'text/plain; charset=utf-8' },
    { accept: 'application/xml;q=0.5, text/plain;q=0.9', type: 'text/plain; charset=utf-8' },
    { accept: 'image/png', type: 'application/json; charset=utf-8' },
    { accept: 'text/html;q=0', type: 'application/json; charset=utf-8' },
  ])('for Accept $accept is $type', ({ accept, type }) => {
    expect(answerBody('m', { accept, requestId: 'id' }).contentType).toBe(type);
  });

  test.each([
    { accept: null, contentType: null, type: 'text/plain; charset=utf-8' },
    {
      accept: null,
      contentType: 'application/x-www-form-urlencoded',
      type: 'application/json; charset=utf-8',
    },
    { accept: 'text/html', contentType: 'application/json', type: 'text/html; charset=utf-8' },
  ])('after proxying failed looks at $accept, then $contentType', ({ type, ...client }) => {
    expect(errorPageBody(502, { ...client, requestId: 'id' }).contentType).toBe(type);
  });

  test('carries message and request id in every format', () => {
    for (const accept of ['application/json', 'text/plain', 'text/html', 'application/xml']) {
      const { body } = answerBody('gone', { accept, requestId: 'abc' });
      expect(body).toContain('gone');
      expect(body).toContain('abc');
    }
  });
});
