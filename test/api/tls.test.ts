/** The API over TLS: with the right authority, with clients' certificates, and a renewed one. */

import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';

import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { followTlsFiles, readTlsFiles } from '../../src/api/http/tls.ts';
import type { ApiTls } from '../../src/model/api-settings.ts';
import { createRemoteOperations, type RemoteOptions } from '../../src/operations/remote.ts';
import { recordingLogger, startApi, type TestApi } from './start-api.ts';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasOpenssl())('the API over TLS', () => {
  let folder = '';
  let open: TestApi | null = null;
  const file = (name: string) => join(folder, name);
  const text = (name: string) => readFileSync(file(name), 'utf8');
  const openssl = (...options: string[]) =>
    execFileSync('openssl', options, { stdio: 'ignore', cwd: folder });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ballast-api-tls-'));
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    writeFileSync(file('san'), 'subjectAltName=IP:127.0.0.1');
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=ca');
    for (const name of ['server', 'renewed', 'client']) {
      const request = ['-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`];
      openssl('req', ...key, ...request);
      const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'san'];
      openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-out', `${name}.pem`);
    }
  });
  afterEach(async () => {
    await open?.close();
    open = null;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function start(changes: Partial<ApiTls> = {}): Promise<{ api: TestApi; url: string }> {
    const files = { certFile: file('server.pem'), keyFile: file('server.key') };
    const tls = await readTlsFiles({ ...files, clientCaFile: null, ...changes });
    const api = await startApi({ tls });
    open = api;
    return { api, url: (await api.listen()).replace('http:', 'https:') };
  }

  async function nameThrough(options: RemoteOptions): Promise<string> {
    const remote = createRemoteOperations(options);
    try {
      return (await remote.whoAmI()).name;
    } catch (error) {
      return error instanceof Error ? error.message : 'unknown';
    } finally {
      await remote.close();
    }
  }

  test('a client that knows its authority gets in, another does not', async () => {
    const { api, url } = await start();
    const token = api.tokens.viewer;
    expect(await nameThrough({ url, token, ca: text('ca.pem') })).toBe('vera');
    expect(await nameThrough({ url, token })).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
  });

  test('where clients must show a certificate, one without gets no answer', async () => {
    const { api, url } = await start({ clientCaFile: file('ca.pem') });
    const own = { cert: text('client.pem'), key: text('client.key') };
    const asked = { url, token: api.tokens.viewer, ca: text('ca.pem') };
    expect(await nameThrough({ ...asked, ...own })).toBe('vera');
    expect(await nameThrough(asked)).toContain('No answer from Ballast');
  });

  test('a renewed certificate counts without a restart, and a broken one does not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const tls = { certFile: file('live.pem'), keyFile: file('live.key'), clientCaFile: null };
    copyFileSync(file('server.pem'), tls.certFile);
    copyFileSync(file('server.key'), tls.keyFile);
    const { api } = await start(tls);
    const { logger, lines } = recordingLogger();
    const stop = followTlsFiles(api.app.server as unknown as Server, { tls, logger });
    const { port } = api.app.server.address() as AddressInfo;
    await vi.waitFor(async () => expect(await subjectAt(port)).toBe('server'));
    const renew = async (name: string, seconds: number, told: string) => {
      copyFileSync(file(`${name}.key`), tls.keyFile);
      copyFileSync(file(`${name}.pem`), tls.certFile);
      utimesSync(tls.certFile, seconds, seconds);
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(lines.join()).toContain(told));
    };
    vi.advanceTimersByTime(60_000);
    await renew('renewed', 2_000_000_000, 'a new certificate');
    expect(await subjectAt(port)).toBe('renewed');
    writeFileSync(file('broken.pem'), 'no certificate');
    writeFileSync(file('broken.key'), 'no key');
    await renew('broken', 2_000_000_100, 'of no use');
    expect(await subjectAt(port)).toBe('renewed');
    stop();
    vi.useRealTimers();
  });

  function subjectAt(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', ca: text('ca.pem') }, () => {
        const { subject } = socket.getPeerCertificate();
        socket.destroy();
        resolve(String(subject.CN));
      });
      socket.on('error', reject);
    });
  }
});
