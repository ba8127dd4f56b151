/** `lint` on a running Kong: the embedded gateway on sockets, and a real one at KONG_ADMIN_URL. */

import { afterEach, describe, expect, test } from 'vitest';
import { kongDocumentOf, type Entity } from '../../src/cli/lint/kong-document.ts';
import { readLive } from '../../src/cli/lint/live.ts';
import { CliFailure } from '../../src/cli/failure.ts';
import { startGateway, type RunningGateway } from '../../src/gateway/index.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import type { LintProblem } from '../../src/lint/contract.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';
import type { AnyDocument } from '../../src/lint/inputs/build-inputs.ts';
import type { Strategy } from '../../src/model/strategy.ts';
import { exampleGateway, exampleService, exampleStrategy } from '../support/example-strategy.ts';
import { readRecording } from '../kong/recording.ts';
import { runInProcess } from '../support/run-in-process.ts';

const running: RunningGateway[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
});

/** Targets by address, so that no resolver is asked. */
const SERVICE = exampleService({
  algorithm: { kind: 'round-robin' },
  targets: ['127.0.0.1', '127.0.0.1', '127.0.0.1'].map((host, index) => ({
    target: `${host}:${9 + index}`,
    host,
    port: 9 + index,
    region: index < 2 ? 'eu-west' : 'eu-north',
    capacityRps: 200,
  })),
});

async function start(config: object, database: 'memory' | 'off' = 'memory') {
  const options = { proxy: '127.0.0.1:0', admin: '127.0.0.1:0', database };
  const gateway = await startGateway({ ...options, config: JSON.stringify(config) });
  running.push(gateway);
  return gateway.adminUrl;
}

/** As generated for a strategy whose Admin API is not known before the gateway runs. */
function generated(strategy: Strategy) {
  return mergeForDbless(renderKongConfig(strategy, exampleGateway(), { hopKey: 'secret' }));
}

function strategyAt(url: string): Strategy {
  return { ...exampleStrategy([SERVICE]), gateways: [{ ...exampleGateway(), adminUrls: [url] }] };
}

function problemsOf(documents: readonly AnyDocument[]): LintProblem[] {
  return lint(documents, { rules: RULES, context: DEFAULT_CONTEXT, language: 'en' });
}

const signal = () => AbortSignal.timeout(20_000);
const codesOf = (problems: readonly LintProblem[]) => problems.map(({ code }) => code);

describe('a gateway with what was generated', () => {
  test('is as the strategy wants it', async () => {
    const strategy = exampleStrategy([SERVICE]);
    const url = await start(generated(strategy));
    const documents = await readLive({ urls: [url], strategy: strategyAt(url), signal: signal() });
    const codes = codesOf(problemsOf(documents));
    for (const code of ['KB440', 'KB441', 'KB442', 'KB443', 'KB444', 'KB445', 'KB103', 'KB104']) {
      expect(codes).not.toContain(code);
    }
  });

  test('is asked by its URL among the files, as with --kong', async () => {
    const url = await start(generated(exampleStrategy([SERVICE])));
    const [named, flagged] = await Promise.all(
      [[url], ['--kong', url]].map((args) => runInProcess(['lint', ...args, '--json'])),
    );
    expect(named?.stdout).toContain('"summary"');
    expect(named).toEqual(flagged);
  });

  test('without a database is read the same way', async () => {
    const url = await start(generated(exampleStrategy([SERVICE])), 'off');
    const documents = await readLive({ urls: [url], strategy: strategyAt(url), signal: signal() });
    const codes = codesOf(problemsOf(documents));
    expect(codes).not.toContain('KB441');
    expect(codes).not.toContain('KB422');
  });

  test('and moved weights, a foreign tag and no logs is found to differ', async () => {
    const config = generated(exampleStrategy([SERVICE]));
    const [upstream] = config.upstreams ?? [];
    const [target] = upstream?.targets ?? [];
    if (upstream === undefined || target === undefined) throw new Error('nothing generated');
    target.weight = 1;
    upstream.tags = [...upstream.tags, 'team-shop'];
    for (const service of config.services ?? []) service.plugins = [];
    const url = await start(config);
    const documents = await readLive({ urls: [url], strategy: strategyAt(url), signal: signal() });
    const codes = codesOf(problemsOf(documents));
    expect(codes).toEqual(expect.arrayContaining(['KB442', 'KB443', 'KB444']));
  });

  test('that the strategy does not name is judged by itself', async () => {
    const url = await start(generated(exampleStrategy([SERVICE])));
    const documents = await readLive({ urls: [url], strategy: null, signal: signal() });
    expect(codesOf(problemsOf(documents)).filter((code) => /^KB44[0-4]/.test(code))).toEqual([]);
  });
});

test('mistakes in the live configuration are found as in a file, under the URL', async () => {
  const url = await start({
    _format_version: '3.0',
    services: [{ name: 'shop', host: 'shop', routes: [{ name: 'shop', paths: ['/shop'] }] }],
    upstreams: [
      {
        name: 'shop',
        healthchecks: { active: { healthy: { interval: 5 }, unhealthy: { interval: 5 } } },
        targets: [{ target: '127.0.0.1:9' }],
      },
    ],
  });
  const problems = problemsOf(await readLive({ urls: [url], strategy: null, signal: signal() }));
  const found = problems.filter(({ severity }) => severity !== 'info');
  expect(codesOf(found)).toEqual(expect.arrayContaining(['KB110', 'KB162']));
  expect(new Set(problems.map(({ file }) => file))).toEqual(new Set([url]));
  expect(problems.find(({ code }) => code === 'KB110')?.path).toMatch(/^upstreams\[0\]/);
});

test('one node that is gone is reported beside those that answer', async () => {
  const url = await start({ _format_version: '3.0' });
  const gone = 'http://127.0.0.1:1';
  const documents = await readLive({ urls: [gone, url], strategy: null, signal: signal() });
  const [problem] = problemsOf(documents).filter(({ code }) => code === 'KB421');
  expect(problem?.message).toMatch(/^the Admin API at http:\/\/127\.0\.0\.1:1 does not answer/);
});

test('when no node answers the command fails and says at which addresses', async () => {
  const urls = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];
  const failure = await readLive({ urls, strategy: null, signal: signal() }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(CliFailure);
  expect(String(failure)).toMatch(/127\.0\.0\.1:1.*127\.0\.0\.1:2/);
});

test('what a real Kong lists has no field that lint does not know', () => {
  const lists = ['services', 'routes', 'plugins', 'upstreams'].map((key) => recorded(key));
  const [services = [], routes = [], plugins = [], upstreams = []] = lists;
  const targets = new Map(upstreams.map(({ name }) => [String(name), []]));
  const data = kongDocumentOf({ services, routes, plugins, upstreams, targets });
  const document = { file: 'kong', kind: 'kong' as const, data, locate: () => null };
  const unknown = problemsOf([document]).filter(({ code }) => code === 'KB103');
  expect(unknown).toEqual([]);
  expect(services.length * routes.length * plugins.length * upstreams.length).toBeGreaterThan(0);
});

/** Every entity that was answered to a POST of its kind. */
function recorded(kind: string): Entity[] {
  const files = ['02-upstreams.json', '07-services-routes.json', '08-plugins.json'];
  return files.flatMap(readRecording).flatMap(({ request, response }): Entity[] => {
    if (request.method !== 'POST' || request.path !== `/${kind}` || response.status !== 201)
      return [];
    return typeof response.json === 'object' && response.json !== null
      ? [{ ...response.json }]
      : [];
  });
}

const adminUrl = process.env['KONG_ADMIN_URL'];

test.skipIf(adminUrl === undefined)('a running Kong can be asked all of it', async () => {
  const urls = [adminUrl ?? ''];
  const documents = await readLive({ urls, strategy: null, signal: signal() });
  expect(documents.map(({ kind }) => kind)).toEqual(['live', 'kong']);
  expect(codesOf(problemsOf(documents))).not.toContain('KB103');
});
