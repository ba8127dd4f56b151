/**
 * Bearer tokens of an OpenID provider: signature by its published keys, issuer, audience, times; the
 * role from a claim. Its keys are fetched with a time-out and kept; while they cannot be had, nobody
 * new gets in by it, and tokens of the file still do.
 */

import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';

import type { Logger } from '../../model/ports.ts';
import type { OidcSettings } from '../../model/api-settings.ts';
import type { Role } from '../../operations/actor.ts';
import { type Denial, EXPIRED, type Identity, WRONG_TOKEN } from './identity.ts';
import { withoutSecrets } from './redact.ts';
import { sayApi } from './speech.ts';

export interface OidcVerifier {
  verify(token: string): Promise<Identity | Denial>;
}

const FETCH_TIMEOUT_MS = 5_000;
/** Clocks of two machines. */
const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_DISCOVERY_BYTES = 256 * 1024;
/** After a failed discovery nobody waits for it again so soon. */
const RETRY_MS = 10_000;
/** Signatures by key pair only: a shared secret could be made by whoever checks it. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].concat([
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]);

export function createOidcVerifier(options: {
  readonly settings: OidcSettings;
  readonly logger: Logger;
  readonly nowMs: () => number;
}): OidcVerifier {
  const { settings, logger, nowMs } = options;
  let keys: JWTVerifyGetKey | null = null;
  let notBeforeMs = 0;

  async function keysOfIssuer(): Promise<JWTVerifyGetKey | null> {
    if (keys !== null || nowMs() < notBeforeMs) return keys;
    try {
      const url = settings.jwksUrl ?? (await discoverKeys(settings.issuer));
      keys = createRemoteJWKSet(new URL(url), { timeoutDuration: FETCH_TIMEOUT_MS });
    } catch (error) {
      notBeforeMs = nowMs() + RETRY_MS;
      logger.warn({ issuer: settings.issuer, error: safeText(error) }, 'The issuer is silent.');
    }
    return keys;
  }

  return {
    async verify(token) {
      const source = await keysOfIssuer();
      if (source === null) return SILENT_ISSUER;
      try {
        const { payload } = await jwtVerify(token, source, {
          issuer: settings.issuer,
          audience: settings.audience,
          algorithms: ALGORITHMS,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          requiredClaims: ['exp', 'sub'],
        });
        return identityOf(payload, settings);
      } catch (error) {
        return denialOf(error, logger);
      }
    },
  };
}

/** The keys' address as the issuer publishes it (OpenID Connect Discovery 1.0, §4). */
async function discoverKeys(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const answer = await fetch(url, { signal, redirect: 'error' });
  const text = await answer.text();
  if (!answer.ok || text.length > MAX_DISCOVERY_BYTES) throw new Error(`${url}: ${answer.status}`);
  const found = JSON.parse(text) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer) throw new Error(`${url} is of another issuer`);
  if (typeof found.jwks_uri !== 'string') throw new Error(`${url} names no jwks_uri`);
  return found.jwks_uri;
}

function identityOf(payload: JWTPayload, { roles, nameClaim }: OidcSettings): Identity | Denial {
  const subject = payload.sub ?? '';
  const role = roleOf(valuesOf(claimAt(payload, roles.claim)), roles);
  if (role === null) {
    return {
      kind: 'denied',
      code: 'forbidden',
      detail: sayApi('token-without-role', { claim: roles.claim }),
      fix: sayApi('fix-token-without-role'),
    };
  }
  const said = claimAt(payload, nameClaim);
  const name = typeof said === 'string' && said !== '' ? said.slice(0, MAX_NAME) : subject;
  return { kind: 'known', actor: { name, role, via: 'api' }, key: `oidc:${subject}` };
}

const MAX_NAME = 100;

function roleOf(values: readonly string[], roles: OidcSettings['roles']): Role | null {
  const order: readonly Role[] = ['admin', 'operator', 'viewer'];
  return order.find((role) => roles[role].some((value) => values.includes(value))) ?? null;
}

/** `realm_access.roles` is a path, unless a claim has that very name. */
function claimAt(payload: JWTPayload, path: string): unknown {
  if (path in payload) return payload[path];
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, payload);
}

/** A list of words, or words in one text as in `scope`. */
function valuesOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : [];
}

function denialOf(error: unknown, logger: Logger): Denial {
  if (error instanceof errors.JWTExpired) return EXPIRED;
  const isOurWorld = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError);
  if (!isOurWorld) return WRONG_TOKEN;
  logger.warn({ error: safeText(error) }, 'The keys of the issuer cannot be had.');
  return SILENT_ISSUER;
}

function safeText(error: unknown): string {
  return withoutSecrets(error instanceof Error ? error.message : String(error));
}

const SILENT_ISSUER: Denial = {
  kind: 'denied',
  code: 'unavailable',
  detail: sayApi('issuer-silent'),
  fix: sayApi('fix-issuer-silent'),
};
