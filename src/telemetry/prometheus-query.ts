/**
 * One instant query to a Prometheus (or what speaks its HTTP API). Bounded in time, in bytes and in
 * series; what goes wrong is thrown with words for the log, never passed on as data.
 *
 * An instant query answers with the time of its evaluation, not of the samples: how old these may be
 * is limited by `lookback_delta`, else a target that is no longer scraped would look well for five
 * minutes.
 */

import { readFileSync } from 'node:fs';
import { request } from 'undici';

export interface PrometheusQuestion {
  /** Without a slash at the end. */
  readonly url: string;
  readonly tokenFile: string | null;
  readonly query: string;
  readonly timeoutMs: number;
  readonly lookbackMs: number;
}

/** One series at one moment. */
export interface PrometheusSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A target each for 10,000 targets, with room for labels. */
const BYTES_MAX = 8 * 1024 * 1024;
const SERIES_MAX = 20_000;
/** Of an error of theirs, in our log. */
const MESSAGE_MAX = 200;

export async function queryPrometheus(
  { url, tokenFile, query, timeoutMs, lookbackMs }: PrometheusQuestion,
  signal: AbortSignal,
): Promise<readonly PrometheusSample[]> {
  const form = new URLSearchParams({
    query,
    timeout: `${timeoutMs}ms`,
    limit: String(SERIES_MAX),
    lookback_delta: `${lookbackMs}ms`,
  });
  const { statusCode, body } = await request(`${url}/api/v1/query`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'user-agent': 'ballast',
      ...(tokenFile === null
        ? {}
        : { authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` }),
    },
    body: form.toString(),
    signal,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return parseAnswer(statusCode, await readText(body));
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > BYTES_MAX) throw new RangeError(`its answer is larger than ${BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseAnswer(status: number, text: string): readonly PrometheusSample[] {
  const answer = parseJson(text);
  if (!isRecord(answer) || answer['status'] !== 'success') {
    const said = isRecord(answer) ? answer['error'] : null;
    const message = typeof said === 'string' ? said.slice(0, MESSAGE_MAX) : 'no Prometheus answer';
    throw new Error(`status ${status}: ${message}`);
  }
  const data = answer['data'];
  if (!isRecord(data) || data['resultType'] !== 'vector' || !Array.isArray(data['result'])) {
    throw new Error('the query must give an instant vector: one value for each label');
  }
  return data['result'].slice(0, SERIES_MAX).flatMap(parseSample);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** `{ metric: {...}, value: [seconds, "0.25"] }`; anything else, NaN and infinities say nothing. */
function parseSample(entry: unknown): PrometheusSample[] {
  if (!isRecord(entry) || !isRecord(entry['metric']) || !Array.isArray(entry['value'])) return [];
  const [, text] = entry['value'] as readonly unknown[];
  const value = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return [];
  const labels = Object.entries(entry['metric']).filter(
    (label): label is [string, string] => typeof label[1] === 'string',
  );
  return [{ labels: Object.fromEntries(labels), value }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
