/** Commands and HTTP calls of a drill's file. What they print is cut; tokens are never in a result. */

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';

import { request } from 'undici';

import type { CallResult, DrillCaller } from '../../drill/ports.ts';
import { messageOf } from '../failure.ts';

const DETAIL_CHARS = 200;
const MAX_BODY = 64 * 1_024;

export function createDrillCaller(): DrillCaller {
  return { command, http };
}

function command(
  run: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<CallResult> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const result = (ok: boolean, detail: string): CallResult => {
    return { ok, detail, json: null, status: null };
  };
  return new Promise((resolve) => {
    const child = spawn(run, {
      shell: true,
      env: process.env,
      signal: limit,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-DETAIL_CHARS);
    });
    child.on('error', (error) => resolve(result(false, error.message)));
    child.on('close', (code) => {
      const tail = said.trim().replaceAll(/\s+/g, ' ');
      const exit = `exit code ${code ?? 'none'}`;
      resolve(result(code === 0, tail === '' ? exit : `${exit}: ${tail}`));
    });
  });
}

async function http(
  { method, url, body, tokenFile }: Parameters<DrillCaller['http']>[0],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<CallResult> {
  try {
    const token = tokenFile === null ? null : (await readFile(tokenFile, 'utf8')).trim();
    const answer = await request(url, {
      method,
      headers: {
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === null ? {} : { body }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const { statusCode: status } = answer;
    const text = await bounded(answer.body);
    const ok = status >= 200 && status < 300;
    return { ok, detail: `${method} ${placeOf(url)} ${status}`, json: parse(text), status };
  } catch (error) {
    const detail = `${method} ${placeOf(url)}: ${messageOf(error)}`;
    return { ok: false, detail, json: null, status: null };
  }
}

async function bounded(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    if (text.length < MAX_BODY) text += chunk.toString();
  }
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Without user, password and query: those may be secrets. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
