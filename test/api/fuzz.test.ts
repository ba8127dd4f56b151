/** Whatever is asked of the API, it answers in time and never with a failure of its own. */

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { arbitraryRequest, type OpenapiDocument } from './fuzzer.ts';
import { startApi, type TestApi } from './start-api.ts';

/** Of the long run, `npm run fuzz:api`, a small part. */
const RUNS = 400;
/** In the process and on a busy machine; a hang is what is looked for. */
const ANSWER_MS = 10_000;

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('no request makes it fail or hang', async () => {
  const document = (await api.app.inject({ url: '/v1/openapi.json' })).json<OpenapiDocument>();
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(arbitraryRequest(document, api.tokens.admin), async (request) => {
      const answer = await api.app.inject({
        ...request,
        method: request.method as 'GET',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
      expect(answer.statusCode).toBeLessThan(500);
      const isTold = answer.statusCode < 400 || request.method === 'HEAD';
      const told = isTold ? answer.statusCode : answer.json<{ status: number }>().status;
      expect(told).toBe(answer.statusCode);
    }),
    { numRuns: RUNS },
  );
  // It is no fuzz of the front door alone.
  for (const status of [200, 201, 400, 404]) expect(seen.get(status) ?? 0).toBeGreaterThan(5);
  expect(api.log.filter((line) => line.includes('A request failed'))).toEqual([]);
}, 60_000);
