/** The long-running commands as a user runs them: gateway and controller side by side. */

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runBallast, temporaryFolder } from '../support/run-ballast.ts';
import { startBallast, type RunningCommand } from '../support/start-ballast.ts';

interface GatewayReady {
  readonly proxyUrl: string;
  readonly adminUrl: string;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gateway: RunningCommand;
let urls: GatewayReady;

const run = (...args: string[]) => runBallast(args, { cwd: folder.path });

beforeAll(async () => {
  folder = await temporaryFolder();
  const init = await run(
    'init',
    '--yes',
    '--target',
    'productAPI@eu-west=127.0.0.1:9',
    '--target',
    'productAPI@eu-north=127.0.0.2:9',
  );
  const generate = await run('generate', '--dbless');
  if (init.code !== 0 || generate.code !== 0) throw new Error(init.stderr + generate.stderr);
  gateway = await startBallast(
    [
      'gateway',
      '--json',
      '--config',
      'generated/kong/kong.yaml',
      '--proxy',
      '127.0.0.1:0',
      '--admin',
      '127.0.0.1:0',
    ],
    { cwd: folder.path },
  );
  urls = gateway.ready as GatewayReady;
}, 120_000);

afterAll(async () => {
  await gateway.stop();
  await folder.remove();
});

test('the gateway serves what generate wrote', async () => {
  const answer = await fetch(`${urls.adminUrl}/upstreams/productapi-upstream-outer/targets`);
  const { data } = (await answer.json()) as { data: { target: string; weight: number }[] };
  const weights = data.map(({ target, weight }) => [target, weight]);
  expect(Object.fromEntries(weights)).toEqual({ '127.0.0.11:8000': 9_900, '127.0.0.12:8000': 100 });
});

describe('a gateway that cannot start', () => {
  test('names the port that is taken and the flag that changes it', async () => {
    const { host } = new URL(urls.adminUrl);
    const { code, stdout, stderr } = await run(
      'gateway',
      '--proxy',
      '127.0.0.1:0',
      '--admin',
      host,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(host);
    expect(stderr).toContain('--admin');
  });

  test('says all that is wrong with its configuration', async () => {
    const text = '_format_version: "3.0"\nplugins: [{ name: circuit-breaker }, { name: nope }]\n';
    await writeFile(join(folder.path, 'wrong.yaml'), text);
    const { code, stderr } = await run('gateway', '--config', 'wrong.yaml', '--proxy', '0');
    expect(code).toBe(2);
    expect(stderr).toContain("plugin 'circuit-breaker' not enabled");
    expect(stderr).toContain("plugin 'nope' not enabled");
  });

  test('does not listen for other machines unless told to', async () => {
    const { code, stderr } = await run('gateway', '--proxy', '0.0.0.0:0');
    expect(code).toBe(2);
    expect(stderr).toContain('--allow-remote');
  });
});

test('before any run, status and explain say what to start', async () => {
  for (const command of ['status', 'explain', 'enable']) {
    const { code, stdout, stderr } = await run(command, '--state', 'none.sqlite');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('ballast run');
  }
});

test('run watches, status shows it, enable lets it act, and SIGTERM ends it well', async () => {
  const strategy = join(folder.path, 'live.yaml');
  const port = await freePort();
  await run('init', '-y', '-o', 'live.yaml', '--gateway', urls.adminUrl, ...targets());
  const text = await readFile(strategy, 'utf8');
  await writeFile(strategy, text.replace('127.0.0.1:9911', `127.0.0.1:${port}`));

  const args = ['run', '--json', '-s', 'live.yaml', '--state', 'state/live.sqlite'];
  const controller = await startBallast(args, { cwd: folder.path });
  expect(controller.ready).toMatchObject({ ready: { strategy: 'webshop', mode: 'observe' } });

  const seen = await statusOnce((status) => status.running === true);
  expect(seen).toMatchObject({ snapshot: { mode: 'observe', strategy: 'webshop' } });
  const explain = await run('explain', 'productAPI', '--state', 'state/live.sqlite');
  expect(explain.code).toBe(0);
  expect(explain.stdout).toContain('productAPI');

  expect((await run('enable', '--state', 'state/live.sqlite')).code).toBe(0);
  const enabled = await statusOnce(({ snapshot }) => snapshot?.mode === 'act');
  expect(enabled).toMatchObject({ snapshot: { mode: 'act' } });

  const { code, stderr } = await controller.stop();
  expect(code).toBe(0);
  expect(stderr).toContain('controller-stopped');
}, 120_000);

test('the gateway says what it is not for, and ends well', async () => {
  const { code, stderr } = await gateway.stop();
  expect(code).toBe(0);
  expect(stderr).toContain('Not for production');
});

interface StatusJson {
  readonly running?: boolean;
  readonly snapshot?: { readonly mode: string };
}

/** Asks until the answer is as wanted; each ask is a process, so this is no busy loop. */
async function statusOnce(isWanted: (status: StatusJson) => boolean): Promise<StatusJson> {
  let status: StatusJson = {};
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { stdout } = await run('status', '--json', '--state', 'state/live.sqlite');
    status = JSON.parse(stdout) as StatusJson;
    if (isWanted(status)) return status;
  }
  return status;
}

function targets(): string[] {
  return [
    '--target',
    'productAPI@eu-west=127.0.0.1:9',
    '--target',
    'productAPI@eu-north=127.0.0.2:9',
  ];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
