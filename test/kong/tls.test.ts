/** Mutual TLS on a real socket, with certificates made for the run. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGatewayAdmin } from '../../src/kong/gateway-admin.ts';
import { closeServer, listen } from './recording.ts';

const OPENSSL = 'openssl';
const NO_TLS = { caFile: null, certFile: null, keyFile: null };

function hasOpenssl(): boolean {
  try {
    execFileSync(OPENSSL, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasOpenssl())('an Admin API behind mutual TLS', () => {
  let folder = '';
  const file = (name: string) => join(folder, name);
  const openssl = (...options: string[]) =>
    execFileSync(OPENSSL, options, { stdio: 'ignore', cwd: folder });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ballast-tls-'));
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    writeFileSync(file('san'), 'subjectAltName=IP:127.0.0.1');
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=ca');
    for (const name of ['server', 'client']) {
      openssl(
        'req',
        ...key,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        `/CN=${name}`,
      );
      const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'san'];
      openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-out', `${name}.pem`);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What a call with these files comes to: the client's name as the server saw it, or a code. */
  async function callWith(tls: Partial<typeof NO_TLS> | Record<string, string>): Promise<string> {
    const server = createServer(
      {
        key: readFileSync(file('server.key')),
        cert: readFileSync(file('server.pem')),
        ca: readFileSync(file('ca.pem')),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => {
        const { subject } = (request.socket as TLSSocket).getPeerCertificate();
        response.end(JSON.stringify({ version: subject.CN }));
      },
    );
    const url = (await listen(server)).replace('http:', 'https:');
    const gateway = createGatewayAdmin({
      name: 'kong',
      region: 'a',
      adminUrls: [url],
      proxyUrl: null,
      loopbackUrl: null,
      tokenFile: null,
      tokenEnv: null,
      workspace: null,
      tls: { ...NO_TLS, ...tls },
    });
    try {
      const node = await gateway.nodes[0]?.readNode();
      return node?.version ?? '';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await gateway.close();
      await closeServer(server);
    }
  }

  test('answers a client with the CA and a certificate', async () => {
    const files = {
      caFile: file('ca.pem'),
      certFile: file('client.pem'),
      keyFile: file('client.key'),
    };
    expect(await callWith(files)).toBe('client');
  });

  test('is not trusted without the CA', async () => {
    expect(await callWith({})).toBe('KONG_TLS');
  });

  test('refuses a client without certificate', async () => {
    expect(await callWith({ caFile: file('ca.pem') })).not.toBe('client');
  });
});
