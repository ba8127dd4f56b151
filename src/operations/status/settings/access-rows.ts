/** Who reaches a running Ballast, and what levers may not do. */

import { formatDuration } from '../../../lib/quantities.ts';
import type { ApiSettings, OidcSettings } from '../../../model/api-settings.ts';
import type { SafetyRules, Strategy } from '../../../model/strategy.ts';
import { onOff, type Row } from './row.ts';

export function accessRows({ api, safety }: Pick<Strategy, 'api' | 'safety'>): readonly Row[] {
  return [
    ...(api === undefined ? [] : apiRows(api)),
    ...(safety === undefined ? [] : safetyRows(safety)),
  ];
}

function apiRows(api: ApiSettings): readonly Row[] {
  const { listen, pathPrefix, region, tokensFile, insecureLoopback, tls, oidc, twoPersonMs } = api;
  return [
    { path: 'api.listen', value: listen, key: 'api.listen' },
    { path: 'api.pathPrefix', value: pathPrefix === '' ? null : pathPrefix, otherwise: 'none' },
    { path: 'api.region', value: region, key: 'api.region' },
    { path: 'api.tokensFile', value: tokensFile, key: 'api.tokensFile' },
    {
      path: 'api.insecureLoopback',
      value: onOff(insecureLoopback),
      key: 'api.insecureLoopback',
    },
    { path: 'api.tls.cert', value: tls?.certFile ?? null, otherwise: 'plain HTTP' },
    ...(tls === null ? [] : [{ path: 'api.tls.key', value: `in ${tls.keyFile}` }]),
    ...(tls === null
      ? []
      : [
          {
            path: 'api.tls.clientCa',
            value: tls.clientCaFile,
            otherwise: 'clients need no certificate',
          },
        ]),
    ...oidcRows(oidc),
    {
      path: 'api.twoPerson.within',
      value: twoPersonMs === null ? null : formatDuration(twoPersonMs),
      key: 'api.twoPerson.within',
      otherwise: 'one person is enough to move a region',
    },
  ];
}

function oidcRows(oidc: OidcSettings | null): readonly Row[] {
  if (oidc === null) {
    return [{ path: 'api.oidc', value: null, otherwise: 'tokens of `ballast token` only' }];
  }
  const { issuer, audience, jwksUrl, nameClaim, roles } = oidc;
  return [
    { path: 'api.oidc.issuer', value: issuer },
    { path: 'api.oidc.audience', value: audience },
    { path: 'api.oidc.jwks', value: jwksUrl, otherwise: 'as the issuer publishes it' },
    { path: 'api.oidc.nameClaim', value: nameClaim, key: 'api.oidc.nameClaim' },
    { path: 'api.oidc.roles.claim', value: roles.claim, key: 'api.oidc.roles.claim' },
    { path: 'api.oidc.roles.viewer', value: roles.viewer },
    { path: 'api.oidc.roles.operator', value: roles.operator },
    { path: 'api.oidc.roles.admin', value: roles.admin },
  ];
}

function safetyRows({ maxMovedPerHour, blockedLevers, blockedDrills }: SafetyRules) {
  const windows = (blocked: SafetyRules['blockedLevers']) =>
    blocked.length === 0 ? null : blocked.map(({ text }) => text);
  const rows: readonly Row[] = [
    { path: 'safety.maxMovedPerHour', value: maxMovedPerHour, key: 'safety.maxMovedPerHour' },
    { path: 'safety.blockedLevers', value: windows(blockedLevers), otherwise: 'at any time' },
    { path: 'safety.blockedDrills', value: windows(blockedDrills), otherwise: 'at any time' },
  ];
  return rows;
}
