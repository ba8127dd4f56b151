/** `api` of the file → the API's settings. */

import type { ApiSettings, OidcSettings } from '../../model/api-settings.ts';
import { DEFAULTS, defaultText } from '../defaults.ts';
import { isOn } from '../input/fields.ts';
import type { StrategyInput } from '../input/strategy.ts';
import { plainUrl } from './gateways.ts';
import { durationMs } from './values.ts';

type ApiInput = NonNullable<StrategyInput['api']>;

export function buildApi(input: StrategyInput): ApiSettings {
  const api: ApiInput = input.api ?? {};
  const [firstGateway] = Object.values(input.gateways);
  const [firstRegion = ''] = Object.keys(input.regions);
  const { tls, oidc, twoPerson } = api;
  return {
    listen: api.listen ?? defaultText('api.listen'),
    pathPrefix: (api.pathPrefix ?? '').replace(/\/+$/, ''),
    region: api.region ?? firstGateway?.region ?? firstRegion,
    tokensFile: api.tokensFile ?? defaultText('api.tokensFile'),
    insecureLoopback: isOn(api.insecureLoopback ?? DEFAULTS['api.insecureLoopback'].value),
    tls:
      tls === undefined
        ? null
        : { certFile: tls.cert, keyFile: tls.key, clientCaFile: tls.clientCa ?? null },
    oidc: oidc === undefined ? null : buildOidc(oidc),
    twoPersonMs:
      twoPerson === undefined
        ? null
        : durationMs(twoPerson.within ?? defaultText('api.twoPerson.within')),
  };
}

function buildOidc({
  issuer,
  audience,
  jwks,
  nameClaim,
  roles,
}: NonNullable<ApiInput['oidc']>): OidcSettings {
  return {
    // As written: it must be the same text as in the tokens.
    issuer,
    audience,
    jwksUrl: jwks === undefined ? null : plainUrl(jwks),
    nameClaim: nameClaim ?? defaultText('api.oidc.nameClaim'),
    roles: {
      claim: roles.claim ?? defaultText('api.oidc.roles.claim'),
      viewer: roles.viewer ?? [],
      operator: roles.operator ?? [],
      admin: roles.admin ?? [],
    },
  };
}
