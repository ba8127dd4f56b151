/** A remote client gives what operations on the spot give, and fails as they fail. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { Actor } from '../../src/operations/actor.ts';
import type { LeverRequest, Operations } from '../../src/operations/contract.ts';
import type { DrillRequest } from '../../src/operations/drill-plan.ts';
import { OperationError } from '../../src/operations/operation-error.ts';
import { createRemoteOperations, type RemoteOperations } from '../../src/operations/remote.ts';
import { createFakeOperations } from './fake-operations.ts';
import { startApi, type TestApi } from './start-api.ts';

const nowMs = () => 1_700_000_000_000;
const served = createFakeOperations({ nowMs });
let api: TestApi;
let url = '';
let remote: RemoteOperations;
beforeAll(async () => {
  api = await startApi({ operations: served, pathPrefix: '/ops' });
  url = `${await api.listen()}/ops/`;
  remote = createRemoteOperations({ url, token: api.tokens.admin });
});
afterAll(async () => {
  await remote.close();
  await api.close();
});

/** The token's, whatever the caller says. */
const ada: Actor = { name: 'ada', role: 'admin', via: 'api' };
const lever: LeverRequest = {
  lever: { kind: 'pin', regionShares: { 'eu-west': 0.8, 'eu-north': 0.2 } },
  services: ['shop'],
  reason: 'planned work',
  forMs: 3_600_000,
  force: false,
};
const refused: LeverRequest = {
  ...lever,
  lever: { kind: 'evacuate', region: 'last', overMs: 0 },
};

const drill: DrillRequest = {
  drill: { name: 'region-loss' },
  choice: { region: 'eu-north', services: ['shop'], durationMs: 30_000 },
};
const busy: DrillRequest = { ...drill, choice: { services: ['busy'] } };
const BALANCE = {
  service: 'shop',
  gateway: null,
  count: 10,
  rate: 100,
  alpha: 0.001,
  path: '/shop',
  header: 'x-served-by',
  labels: { p1: 'shop-1:8080' },
};

/** Everything that can be asked, in an order that changes the world step by step. */
const CALLS: readonly [string, (operations: Operations) => Promise<unknown>][] = [
  ['status', (o) => o.status.status()],
  ['explain', (o) => o.status.explain('shop')],
  ['explain nobody', (o) => o.status.explain('nobody')],
  ['settings', (o) => o.status.settings()],
  ['preview', (o) => o.levers.preview(refused)],
  ['set', (o) => o.levers.set(ada, lever)],
  ['set what is refused', (o) => o.levers.set(ada, refused)],
  ['set by force', (o) => o.levers.set(ada, { ...refused, force: true })],
  ['list', (o) => o.levers.list()],
  ['end', (o) => o.levers.end(ada, { id: 'o0', reason: 'over now' })],
  ['end again', (o) => o.levers.end(ada, { id: 'o0', reason: 'over now' })],
  ['restore', (o) => o.levers.restore(ada, { region: 'last', services: null, reason: 'well' })],
  ['freeze', (o) => o.levers.set(ada, { ...lever, lever: { kind: 'freeze' }, services: null })],
  ['what undo would do', (o) => o.levers.undoable(ada)],
  ['undo', (o) => o.levers.undo(ada, { reason: 'was wrong' })],
  ['pending', (o) => o.levers.pending()],
  [
    'decide',
    (o) =>
      o.levers.decide(ada, { id: 'shop/eu-west/failback', decision: 'approved', reason: 'well' }),
  ],
  ['set mode', (o) => o.levers.setMode(ada, { mode: 'act', rule: null, reason: 'watched it' })],
  ['set a rule', (o) => o.levers.setMode(ada, { mode: 'observe', rule: 'trim', reason: 'odd' })],
  ['modes', (o) => o.levers.modes()],
  ['events', (o) => o.journal.events({ limit: 10 })],
  ['events by time', (o) => o.journal.events({ sinceMs: 1, untilMs: 2, afterId: 0, limit: 1 })],
  ['audit', (o) => o.journal.audit(ada, { limit: 10 })],
  ['samples', (o) => o.journal.samples({ sinceMs: 0, untilMs: 1_000, service: 'shop' })],
  ['reports', (o) => o.drills.reports(10)],
  ['report', (o) => o.drills.report('d1')],
  ['no report', (o) => o.drills.report('a/b?c')],
  ['current drill', (o) => o.drills.current()],
  ['abort', (o) => o.drills.abort(ada, { reason: 'stop it' })],
  ['drills', (o) => o.drills.library()],
  ['plan', (o) => o.drills.plan(ada, drill)],
  ['plan nothing', (o) => o.drills.plan(ada, { ...drill, drill: { name: 'none' } })],
  ['plan a text', (o) => o.drills.plan(ada, { drill: { text: 'version: 1' }, choice: {} })],
  ['start', (o) => o.drills.start(ada, drill)],
  ['start what is refused', (o) => o.drills.start(ada, busy)],
  ['scenarios', (o) => o.whatIf.scenarios()],
  ['run', (o) => o.whatIf.run(ada, { scenario: 'region-loss', seed: 1, durationMs: 60_000 })],
  ['test of channels', (o) => o.checks.notify(ada, { only: null })],
  ['test of nobody', (o) => o.checks.notify(ada, { only: 'nobody' })],
  ['balance', (o) => o.checks.balance(ada, BALANCE)],
  ['balance of nothing', (o) => o.checks.balance(ada, { ...BALANCE, service: 'none' })],
  ['post-mortem', (o) => o.postMortems.make(ada, { sinceMs: 1, untilMs: 2, service: null })],
  ['no span', (o) => o.postMortems.make(ada, { sinceMs: 2, untilMs: 1, service: null })],
  ['draft', (o) => o.postMortems.draft(ada, { sinceMs: 1, untilMs: 2, service: 'shop' })],
  ['post-mortems', (o) => o.postMortems.list(10)],
  ['one post-mortem', (o) => o.postMortems.report(ada, 'p1')],
  ['no post-mortem', (o) => o.postMortems.report(ada, 'a/b?c')],
  ['document', (o) => o.postMortems.render(ada, 'p1')],
  ['run nothing', (o) => o.whatIf.run(ada, { scenario: 'none', seed: 1, durationMs: 60_000 })],
];

test('every call ends there as it ends here', async () => {
  const local = createFakeOperations({ nowMs });
  for (const [name, call] of CALLS) {
    expect({ name, ...(await outcome(call(remote))) }).toEqual({
      name,
      ...(await outcome(call(local))),
    });
  }
});

test('a simulation ends when its caller hangs up', async () => {
  const { did } = served;
  const hangUp = new AbortController();
  const request = { scenario: 'endless', seed: 1, durationMs: 60_000, signal: hangUp.signal };
  const run = remote.whatIf.run(ada, request);
  await vi.waitUntil(() => did.includes('began endless'), { timeout: 10_000 });
  expect(did).not.toContain('ended endless');
  hangUp.abort();
  await expect(run).rejects.toMatchObject({ code: 'conflict' });
  await vi.waitUntil(() => did.includes('ended endless'), { timeout: 10_000 });
});

async function outcome(promise: Promise<unknown>) {
  try {
    return { value: await promise };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const { code, message, fix, details } = error;
    return { code, message, fix, details };
  }
}

test('it says whom the token names', async () => {
  expect(await remote.whoAmI()).toEqual({ name: 'ada', role: 'admin' });
});

test.each([
  ['no token', null],
  ['a revoked one', 'revoked'],
  ['an expired one', 'expired'],
] as const)('with %s it is forbidden, with the way on', async (_claim, kind) => {
  const token = kind === null ? null : api.tokens[kind];
  const other = createRemoteOperations({ url, token });
  const found = await outcome(other.status.status());
  await other.close();
  expect(found).toMatchObject({ code: 'forbidden' });
  expect(found.fix).toContain('ballast token');
});

test('without a server, without Ballast, and with one that hangs it is unavailable', async () => {
  const other = createServer((request, response) => {
    if (request.url === '/v1/settings') return;
    response.end('<html>hello</html>');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const options = { url: `http://127.0.0.1:${port}`, token: 'ballast_canary', timeoutMs: 300 };
  const strange = createRemoteOperations(options);
  const found = [await outcome(strange.status.status()), await outcome(strange.status.settings())];
  other.closeAllConnections();
  await new Promise((resolve) => other.close(resolve));
  found.push(await outcome(strange.status.status()));
  await strange.close();
  expect(found.map(({ code }) => code)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('is not Ballast'),
    expect.stringContaining('timed out'),
    expect.stringContaining('ECONNREFUSED'),
  ]);
  expect(JSON.stringify(found)).not.toContain('canary');
});

test.each([
  ['nonsense', 'ballast', 'not the URL'],
  ['another protocol', 'ftp://ballast', 'not the URL'],
  ['a password in it', 'https://me:secret@ballast', 'name or password'],
  ['plain HTTP off loopback', 'http://ballast:9901', 'without encryption'],
])('an address with %s is refused before anything is sent', (_claim, address, words) => {
  expect(() => createRemoteOperations({ url: address, token: 'x' })).toThrow(words);
});
