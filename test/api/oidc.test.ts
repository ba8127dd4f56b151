/** Tokens of an OpenID provider, against one on loopback with keys of its own. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createOidcVerifier, type OidcVerifier } from '../../src/api/http/oidc.ts';
import type { OidcSettings } from '../../src/model/api-settings.ts';
import { recordingLogger } from './start-api.ts';

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let issuer = '';
let server: Server;
let key: Key;
let otherKey: Key;
let fetches = 0;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  key = pair.privateKey;
  otherKey = (await generateKeyPair('ES256')).privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  server = createServer((request, response) => {
    fetches += 1;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/keys') return void response.end(JSON.stringify({ keys: [jwk] }));
    return void response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const settings = (changes: Partial<OidcSettings> = {}): OidcSettings => ({
  issuer,
  audience: 'ballast',
  jwksUrl: null,
  nameClaim: 'preferred_username',
  roles: { claim: 'realm_access.roles', viewer: ['staff'], operator: ['sre'], admin: ['lead'] },
  ...changes,
});

function verifier(changes: Partial<OidcSettings> = {}): OidcVerifier & { log: readonly string[] } {
  const { logger, lines } = recordingLogger();
  const made = createOidcVerifier({ settings: settings(changes), logger, nowMs: Date.now });
  return { ...made, log: lines };
}

interface Wish {
  readonly claims?: JWTPayload;
  readonly audience?: string;
  readonly from?: string;
  readonly lasts?: string;
  readonly by?: Key;
}

async function token(wish: Wish = {}): Promise<string> {
  const { audience = 'ballast', from = issuer, lasts = '5m', by = key } = wish;
  return await new SignJWT({
    preferred_username: 'alice',
    realm_access: { roles: ['sre', 'staff'] },
    ...wish.claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setSubject('1234')
    .setIssuer(from)
    .setAudience(audience)
    .setExpirationTime(lasts)
    .sign(by);
}

test('a token names the person and the highest role of its groups', async () => {
  const oidc = verifier();
  expect(await oidc.verify(await token())).toEqual({
    kind: 'known',
    actor: { name: 'alice', role: 'operator', via: 'api' },
    key: 'oidc:1234',
  });
  const lead = await token({ claims: { realm_access: { roles: ['lead', 'staff'] } } });
  expect(await oidc.verify(lead)).toMatchObject({ actor: { role: 'admin' } });
  const nameless = await token({ claims: { preferred_username: 7 } });
  expect(await oidc.verify(nameless)).toMatchObject({ actor: { name: '1234' } });
});

test('a claim may be one text, or carry dots in its name', async () => {
  const roles = { viewer: [], operator: ['sre'], admin: [] };
  const scope = verifier({ roles: { ...roles, claim: 'scope' } });
  const scoped = await token({ claims: { scope: 'openid sre' } });
  expect(await scope.verify(scoped)).toMatchObject({ actor: { role: 'operator' } });
  const dotted = verifier({ roles: { ...roles, claim: 'https://x.example/groups' } });
  const claims = { 'https://x.example/groups': ['sre'] };
  expect(await dotted.verify(await token({ claims }))).toMatchObject({
    actor: { role: 'operator' },
  });
});

test('the keys are fetched once for many tokens', async () => {
  const oidc = verifier();
  const before = fetches;
  for (let count = 0; count < 5; count += 1) await oidc.verify(await token());
  expect(fetches - before).toBe(2);
});

test.each<[string, () => Promise<string>, object]>([
  ['of another issuer', () => token({ from: 'https://else.example' }), { code: 'unauthenticated' }],
  ['for another audience', () => token({ audience: 'grafana' }), { code: 'unauthenticated' }],
  [
    'that is over',
    () => token({ lasts: '-1m' }),
    { code: 'unauthenticated', detail: { key: 'token-expired' } },
  ],
  ['of another key', () => token({ by: otherKey }), { code: 'unauthenticated' }],
  ['without a group of ours', () => token({ claims: { realm_access: {} } }), { code: 'forbidden' }],
  ['of no form', async () => 'a.b.c', { code: 'unauthenticated' }],
  ['signed by nobody', async () => unsigned(await token()), { code: 'unauthenticated' }],
])('a token %s is refused', async (_claim, make, denial) => {
  expect(await verifier().verify(await make())).toMatchObject({ kind: 'denied', ...denial });
});

/** `alg: none`, as RFC 8725 §2.1 warns of. */
function unsigned(signed: string): string {
  const [, payload] = signed.split('.');
  return `${btoa(JSON.stringify({ alg: 'none' })).replaceAll('=', '')}.${payload}.`;
}

test('while the provider is silent nobody gets in by it, and it is asked again later', async () => {
  const { logger, lines } = recordingLogger();
  let nowMs = 0;
  const silent = createOidcVerifier({
    settings: settings({ issuer: 'http://127.0.0.1:1' }),
    logger,
    nowMs: () => nowMs,
  });
  const some = await token();
  expect(await silent.verify(some)).toMatchObject({ kind: 'denied', code: 'unavailable' });
  expect(await silent.verify(some)).toMatchObject({ code: 'unavailable' });
  expect(lines).toHaveLength(1);
  nowMs += 10_000;
  await silent.verify(some);
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toContain(some);
});
