/** Where people and programs reach a running Ballast, and who may. */

export interface ApiSettings {
  /** host:port. */
  readonly listen: string;
  /** Such as `/ballast`, without a slash at the end; empty for none. */
  readonly pathPrefix: string;
  /** Where this Ballast runs, for `/health`. */
  readonly region: string;
  readonly tokensFile: string;
  /** Everybody on this machine is an admin; only with a loopback address. */
  readonly insecureLoopback: boolean;
  /** `null` for plain HTTP. */
  readonly tls: ApiTls | null;
  /** `null` for tokens of the file only. */
  readonly oidc: OidcSettings | null;
  /** Time in which a second person must confirm a region move; `null` when one is enough. */
  readonly twoPersonMs: number | null;
}

export interface ApiTls {
  readonly certFile: string;
  readonly keyFile: string;
  /** Clients must show a certificate of this authority; `null` when they need none. */
  readonly clientCaFile: string | null;
}

/** Whose bearer tokens count, and which of their groups may what. */
export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  /** `null`: as the issuer publishes it. */
  readonly jwksUrl: string | null;
  /** Claim with the person's name. */
  readonly nameClaim: string;
  readonly roles: {
    /** Claim with the groups; a dotted path. */
    readonly claim: string;
    readonly viewer: readonly string[];
    readonly operator: readonly string[];
    readonly admin: readonly string[];
  };
}

export interface ListenRefusal {
  readonly message: string;
  readonly fix: string;
  readonly inDutch: { readonly message: string; readonly fix: string };
}

/**
 * Why the API may not listen there; `null` when it may. Off loopback everybody on the network can
 * try, so there have to be tokens, and encryption so that nobody reads them on the way.
 */
export function refuseListen(plan: {
  /** As written, for people. */
  readonly listen: string;
  readonly isLoopback: boolean;
  readonly hasTls: boolean;
  readonly insecureLoopback: boolean;
}): ListenRefusal | null {
  const { listen, isLoopback, hasTls, insecureLoopback } = plan;
  if (isLoopback) return null;
  if (insecureLoopback) {
    return {
      message: `the API would let in everybody who reaches ${listen}: it asks for no token`,
      fix: 'listen on 127.0.0.1, or do without insecureLoopback and use `ballast token create`',
      inDutch: {
        message: `de API zou iedereen toelaten die ${listen} bereikt: ze vraagt om geen token`,
        fix: 'luister op 127.0.0.1, of laat insecureLoopback weg en gebruik `ballast token create`',
      },
    };
  }
  if (hasTls) return null;
  return {
    message: `tokens would be sent to ${listen} without encryption`,
    fix: 'add api.tls with cert and key, or listen on 127.0.0.1 behind a proxy that has them',
    inDutch: {
      message: `tokens zouden onversleuteld naar ${listen} gaan`,
      fix: 'voeg api.tls toe met cert en key, of luister op 127.0.0.1 achter een proxy die ze heeft',
    },
  };
}
