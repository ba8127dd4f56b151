/**
 * Who asks: a bearer token of the file, a token of an OpenID provider, or, only where it was told so
 * explicitly, whoever is on this machine. A token that is given always counts: one that is wrong is
 * refused also where none is needed.
 */

import { isLoopbackAddress } from '../../lib/loopback.ts';
import type { Clock } from '../../model/ports.ts';
import type { TokenKeeper } from '../tokens/token-keeper.ts';
import { hasExpired, TOKEN_PREFIX } from '../tokens/token.ts';
import { type Denial, EXPIRED, type Identity, NO_TOKEN, WRONG_TOKEN } from './identity.ts';
import type { OidcVerifier } from './oidc.ts';

export interface Credentials {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  readonly remoteAddress: string;
}

export interface Authenticator {
  identify(credentials: Credentials): Promise<Identity | Denial>;
}

export interface AuthenticatorOptions {
  readonly tokens: TokenKeeper | null;
  readonly oidc: OidcVerifier | null;
  /** Lets everybody on this machine in, as an admin. */
  readonly insecureLoopback: boolean;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Longer ones are no token; a JWT with many groups has some kilobytes. */
const MAX_TOKEN_LENGTH = 8_192;

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  return {
    async identify({ authorization, remoteAddress }) {
      if (authorization === undefined) {
        const isLocal = options.insecureLoopback && isLoopbackAddress(remoteAddress);
        return isLocal ? LOCAL : NO_TOKEN;
      }
      const token = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1];
      if (token === undefined || token.length > MAX_TOKEN_LENGTH) return WRONG_TOKEN;
      if (token.startsWith(TOKEN_PREFIX)) return ofFile(options, token);
      return options.oidc === null ? WRONG_TOKEN : await options.oidc.verify(token);
    },
  };
}

async function ofFile(
  { tokens, clock }: AuthenticatorOptions,
  secret: string,
): Promise<Identity | Denial> {
  const record = tokens === null ? null : await tokens.find(secret);
  if (record === null) return WRONG_TOKEN;
  if (hasExpired(record, clock.nowMs())) return EXPIRED;
  const { id, name, role } = record;
  return { kind: 'known', actor: { name, role, via: 'api' }, key: `token:${id}` };
}

const LOCAL: Identity = {
  kind: 'known',
  actor: { name: 'this machine', role: 'admin', via: 'api' },
  key: 'loopback',
};
