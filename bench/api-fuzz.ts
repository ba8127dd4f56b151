/**
 * Schema-driven fuzzing of the API over real sockets: `node bench/api-fuzz.ts [requests] [seed]`.
 * Fails at the first 5xx or hang, with the request and the seed that make it again.
 */

import process from 'node:process';
import fc from 'fast-check';
import { Agent } from 'undici';

import { arbitraryRequest, type FuzzRequest, type OpenapiDocument } from '../test/api/fuzzer.ts';
import { startApi } from '../test/api/start-api.ts';

const RUNS = Number(process.argv[2] ?? 10_000);
const SEED = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const ANSWER_MS = 30_000;
const AT_ONCE = 16;

const api = await startApi();
const base = await api.listen();
const agent = new Agent({ connections: AT_ONCE, pipelining: 1 });
const document = (await api.app.inject({ url: '/v1/openapi.json' })).json<OpenapiDocument>();
const seen = new Map<string, number>();
const failures: string[] = [];

process.stdout.write(`${RUNS} requests, seed ${SEED}\n`);
const requests = fc.sample(arbitraryRequest(document, api.tokens.admin), {
  numRuns: RUNS,
  seed: SEED,
});
const began = process.hrtime.bigint();
await Promise.all(Array.from({ length: AT_ONCE }, () => work()));
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
await agent.close();
await api.close();

const counts = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
process.stdout.write(`${counts.map(([status, count]) => `${status}: ${count}`).join(', ')}\n`);
process.stdout.write(`${seconds.toFixed(1)} s, ${failures.length} failures\n`);
for (const failure of failures.slice(0, 20)) process.stdout.write(`${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function work(): Promise<void> {
  for (let next = requests.pop(); next !== undefined; next = requests.pop()) {
    const result = await send(next);
    seen.set(result, (seen.get(result) ?? 0) + 1);
    if (/^5|hang/.test(result)) failures.push(`${result} ${JSON.stringify(next)}`);
  }
}

async function send({ method, url, headers, payload }: FuzzRequest): Promise<string> {
  // As a socket gets it: a client would refuse to send some of these.
  const path = url.startsWith('/') ? url : `/${url}`;
  try {
    const answer = await agent.request({
      origin: base,
      path,
      method: method as 'GET',
      headers,
      ...(payload === undefined || method === 'GET' || method === 'HEAD' ? {} : { body: payload }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.body.dump();
    return String(answer.statusCode);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return name === 'TimeoutError' ? 'hang' : `not sent (${name}: ${message.slice(0, 60)})`;
  }
}
