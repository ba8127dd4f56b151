/**
 * No secret comes out of a running Ballast: not in an answer of the API, its live stream, the
 * metrics, the log, nor from `ballast notify test`, although everybody to whom Ballast shows its
 * secrets sends them back in error messages.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { API_ROUTES } from '../../src/api/http/routes/all.ts';
import { findFreePort } from '../../src/demo/ports.ts';
import { runBallast, temporaryFolder } from '../support/run-ballast.ts';
import { type RunningCommand, startBallast } from '../support/start-ballast.ts';
import { type Mirror, startHttpMirror, startMailMirror } from './support/mirror.ts';
import { strategyText } from './support/strategy-text.ts';
import { waitFor } from './support/wait.ts';

/** In each secret; upper case too, and no word of any language. */
const CANARY = 'Canary7f3a91';
const BASE64 = Buffer.from(CANARY).toString('base64').slice(0, 12);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let http: Mirror;
let mail: Mirror;
let controller: RunningCommand;
let api = '';
let token = '';

/** One file each, so that it is known which ones were shown to somebody. */
async function secret(name: string): Promise<string> {
  const file = join(folder.path, 'secrets', name);
  await writeFile(file, `${CANARY}-${name}\n`);
  return `'${file}'`;
}

async function strategy(): Promise<string> {
  const url = `http://${http.address}`;
  const regions = { addressesOf: (region: string) => [`'${region}.test:80'`.replaceAll("'", '')] };
  const text = strategyText(
    {
      adminUrl: url,
      proxyUrl: url,
      logsListen: `127.0.0.1:${await findFreePort()}`,
      regions,
    },
    { mode: 'observe' },
  );
  await writeFile(join(folder.path, 'secrets', 'slack'), `${url}/services/${CANARY}-slack\n`);
  const slack = join(folder.path, 'secrets', 'slack');
  const all = 'events: [override, controller, gateway, telemetry, failover]';
  return (
    text
      .replace(/(gateways:\n +\S+ \{)/, `$1 tokenFile: ${await secret('kong')},`)
      .replace(/(logs: \{)/, `$1 tokenFile: ${await secret('logs')},`)
      .replace(
        /(telemetry:\n)/,
        `$1  prometheus: { url: '${url}', tokenFile: ${await secret('prometheus')}, queries: { demand: {} } }\n`,
      ) +
    `notify:
  - { slack: { url: "${url}/services/${CANARY}-text" }, ${all} }
  - { slack: { urlFile: '${slack}' }, ${all} }
  - { webhook: "${url}/x?token=${CANARY}-query", secretFile: ${await secret('sign')}, tokenFile: ${await secret('bearer')}, ${all} }
  - { alertmanager: { url: "${url}", tokenFile: ${await secret('alertmanager')} }, ${all} }
  - { grafana: { url: "${url}", tokenFile: ${await secret('grafana')} }, ${all} }
  - { email: { smtp: "${mail.address}", tls: none, from: a@example.com, to: [b@example.com], user: u, passwordFile: ${await secret('smtp')} }, ${all} }
api:
  tokensFile: '${join(folder.path, 'tokens.json')}'
  oidc: { issuer: "http://${http.address}", audience: ballast, roles: { viewer: [sre] } }
`
  );
}

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'secrets'));
  http = await startHttpMirror();
  mail = await startMailMirror();
  await writeFile(join(folder.path, 'ballast.yaml'), await strategy());
  await writeFile(join(folder.path, '.ballast-hop-key'), `${CANARY}-hop-key\n`);
  const made = await runBallast(['token', 'create', 'alice', '--role', 'admin'], {
    cwd: folder.path,
  });
  token = made.stdout.trim();
  const args = ['run', '--json', '--api', '127.0.0.1:0', '--metrics', '127.0.0.1:0'];
  controller = await startBallast(args, { cwd: folder.path });
  api = (controller.ready as { ready: { apiUrl: string } }).ready.apiUrl;
  await waitFor('the status', async () => (await ask('v1/status')).status === 200);
}, 120_000);
afterAll(async () => {
  await controller?.stop();
  await Promise.all([http?.close(), mail?.close(), folder?.remove()]);
}, 30_000);

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${api}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    signal: AbortSignal.timeout(20_000),
  });

function expectNoSecret(text: string): void {
  const found = [CANARY, BASE64, token].filter((one) => text.includes(one));
  const [first = ''] = found;
  const at = text.indexOf(first);
  expect({ found, around: found.length > 0 ? text.slice(Math.max(0, at - 150), at + 60) : '' }) //
    .toEqual({ found: [], around: '' });
}

test('the secrets have been shown to whom they are for', async () => {
  const set = await ask('v1/overrides', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      lever: { kind: 'freeze' },
      services: null,
      reason: 'a test',
      forMs: 600_000,
      force: false,
    }),
  });
  expect(set.status).toBe(201);
  const shown = ['kong', 'prometheus', 'text', 'slack', 'query', 'bearer', 'grafana'];
  for (const name of shown) {
    await waitFor(`the secret ${name}`, () => http.heard().includes(`${CANARY}-${name}`));
  }
  await waitFor('the password', () => mail.heard().includes(`${CANARY}-smtp`));
}, 60_000);

test('no answer holds one, not to a stranger either', async () => {
  const paths = API_ROUTES.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const others = ['metrics', 'health', 'livez', 'readyz', 'v1/openapi.json', '', 'nowhere'];
  const queries: Readonly<Record<string, string>> = {
    '/v1/samples': '?sinceMs=0&untilMs=9999999999999',
    '/v1/events': '?limit=1000',
    '/v1/audit': '?limit=1000',
    '/v1/drills/reports': '?limit=10',
    '/v1/explanations': '?subject=productAPI',
  };
  const statuses: number[] = [];
  for (const path of [...paths, ...others.map((one) => `/${one}`)]) {
    const url = `${path.replace(/:\w+/, 'none')}${queries[path] ?? ''}`.slice(1);
    const answer = await ask(url);
    statuses.push(answer.status);
    expectNoSecret(`${url} ${JSON.stringify([...answer.headers])} ${await answer.text()}`);
  }
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(15);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  const strangers = [
    `Bearer ballast_${CANARY}`,
    `Bearer eyJhbGciOiJSUzI1NiJ9.${CANARY}.x`,
    `Basic ${BASE64}`,
  ];
  for (const authorization of strangers) {
    const answer = await ask('v1/status', { headers: { authorization } });
    // 503: the OpenID provider tells no keys.
    expect([401, 503]).toContain(answer.status);
    expectNoSecret(`${JSON.stringify([...answer.headers])} ${await answer.text()}`);
  }
}, 60_000);

test('nor the live stream', async () => {
  const end = new AbortController();
  const answer = await fetch(`${api}v1/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: end.signal,
  });
  let text = '';
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  // The first snapshot, and one that came later.
  while (reader !== undefined && text.split('event: state\n').length < 3 && text.length < 1e6) {
    const { value = '', done } = await reader.read();
    if (done) break;
    text += value;
  }
  end.abort();
  expect(text).toContain('productAPI');
  expectNoSecret(text);
}, 60_000);

test('nor the metrics without a token, nor a test of the notifications', async () => {
  const { metricsUrl } = (controller.ready as { ready: { metricsUrl: string } }).ready;
  expectNoSecret(await (await fetch(metricsUrl)).text());
  for (const more of [[], ['--json']]) {
    const { stdout, stderr } = await runBallast(['notify', 'test', ...more], { cwd: folder.path });
    expect(`${stdout}${stderr}`).toContain('500');
    expectNoSecret(`${stdout}${stderr}`);
  }
}, 90_000);

test('nor the log, from the start to the end', async () => {
  const { stderr } = await controller.stop();
  expect(stderr.length).toBeGreaterThan(1_000);
  expectNoSecret(stderr);
}, 30_000);
