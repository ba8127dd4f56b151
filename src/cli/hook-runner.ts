/**
 * Makes hook calls: a URL is posted to, anything else is run by the shell. What moves is said in the
 * JSON body, or in the environment of the command (BALLAST_MOVE, BALLAST_STAGE, …).
 */

import { spawn } from 'node:child_process';
import { request } from 'undici';
import type { HookAction, HookResult, HookRunner } from '../model/hook.ts';

/** Of an output, as detail. */
const DETAIL_CHARS = 200;

export function createHookRunner(): HookRunner {
  return {
    run: async (action, signal) => {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(action.timeoutMs)]);
      const { ok, detail } = /^https?:\/\//.test(action.call)
        ? await post(action, limited)
        : await execute(action, limited);
      const result: HookResult = { id: action.id, ok, atMs: Date.now(), detail };
      return result;
    },
  };
}

async function post(action: HookAction, signal: AbortSignal) {
  const { id, stage, move, upstream, region, call } = action;
  try {
    const { statusCode, body } = await request(call, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, stage, move, upstream, region }),
      signal,
    });
    await body.dump();
    return { ok: statusCode >= 200 && statusCode < 300, detail: `status ${statusCode}` };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function execute(
  action: HookAction,
  signal: AbortSignal,
): Promise<{ ok: boolean; detail: string }> {
  const { id, stage, move, upstream, region, call } = action;
  const env = {
    ...process.env,
    BALLAST_ID: id,
    BALLAST_STAGE: stage,
    BALLAST_MOVE: move,
    BALLAST_UPSTREAM: upstream,
    BALLAST_REGION: region,
  };
  return new Promise((resolve) => {
    const child = spawn(call, { shell: true, env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-DETAIL_CHARS);
    });
    child.on('error', (error) => resolve({ ok: false, detail: error.message }));
    child.on('close', (code) => {
      const tail = said.trim().replaceAll(/\s+/g, ' ');
      const exit = `exit code ${code ?? 'none'}`;
      resolve({ ok: code === 0, detail: tail === '' ? exit : `${exit}: ${tail}` });
    });
  });
}
