/** An OpenAPI document from a file or over HTTP, as answers. Size and time are bounded. */

import { open } from 'node:fs/promises';

import { request } from 'undici';

import { messageOf, systemCode, usageFailure } from '../../failure.ts';
import { ANY, keyOf, type Values } from '../values.ts';
import type { ApiDescription } from './contract.ts';
import { MAX_BYTES, parseOpenApi } from './parse-openapi.ts';

const TIMEOUT_MS = 10_000;

export async function readOpenApi(source: string): Promise<ApiDescription> {
  const text = /^https?:\/\//.test(source) ? await download(source) : await readFile(source);
  const result = parseOpenApi(text);
  if (result.kind === 'read') return result.api;
  const { line, column, message, fix } = result.problem;
  throw usageFailure(
    `${source}:${line}:${column} ${message}`,
    `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`,
  );
}

/** Endpoints and methods; the services see the whole path, since that is what the document names. */
export function valuesOfApi({ services }: ApiDescription): Values {
  const values = new Map([['services', services.map(({ name }) => name).join(', ')]]);
  for (const { name: service, path, methods } of services) {
    values.set(keyOf('path', { service }), path);
    values.set(keyOf('methods', { service }), methods.length === 0 ? ANY : methods.join(', '));
    values.set(keyOf('strip-path', { service }), 'off');
  }
  return values;
}

async function readFile(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MAX_BYTES) throw usageFailure(`${file}:1:1 larger than 8 MiB`, 'Split it.');
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw usageFailure(
      `${file} cannot be read: ${messageOf(error)}`,
      'Name an OpenAPI 3 document.',
    );
  }
}

async function download(url: string): Promise<string> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { statusCode, body } = await request(url, { signal });
    if (statusCode !== 200) {
      await body.dump();
      throw usageFailure(
        `${url} answered ${statusCode}`,
        'Name the address of the document itself.',
      );
    }
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of body as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_BYTES) throw usageFailure(`${url}:1:1 larger than 8 MiB`, 'Split it.');
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  } catch (error) {
    if (error instanceof Error && error.name === 'CliFailure') throw error;
    throw usageFailure(`${url} cannot be read: ${messageOf(error)}`, 'Check the address.');
  }
}
