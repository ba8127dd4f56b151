/** Prometheus and Alertmanager as processes on loopback, and the webhook that Alertmanager calls. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findProgram, type Program } from './programs.ts';

export interface Running {
  stop(): Promise<void>;
  /** What it said on stderr; helps when a test fails. */
  said(): string;
}

export function startPrometheus(options: { readonly folder: string; readonly port: number }) {
  const { folder, port } = options;
  return start('prometheus', [
    `--config.file=${join(folder, 'prometheus', 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'prometheus-data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
  ]);
}

export function startAlertmanager(options: { readonly folder: string; readonly port: number }) {
  const { folder, port } = options;
  return start('prometheus-alertmanager', [
    `--config.file=${join(folder, 'alertmanager', 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'alertmanager-data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
    '--log.level=warn',
  ]);
}

function start(name: Program, args: readonly string[]): Running {
  const path = findProgram(name);
  if (path === null) throw new Error(`${name} is missing`);
  const child: ChildProcess = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-10_000);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    said: () => said,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** One alert of one message of Alertmanager. */
export interface Notice {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface WebhookSink {
  readonly url: string;
  readonly notices: readonly Notice[];
  close(): Promise<void>;
}

export async function startWebhookSink(): Promise<WebhookSink> {
  const notices: Notice[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      notices.push(...(JSON.parse(body) as { alerts: Notice[] }).alerts);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    notices,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** JSON of an API on loopback; `null` while it does not answer. */
export async function askJson<T>(url: string): Promise<T | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}
