/** The API: who can reach it, and whether anybody gets in. */

import { refuseListen } from '../../model/api-settings.ts';
import { hostPort } from '../build/values.ts';
import type { Finding } from '../problem.ts';
import type { Check } from './check.ts';
import { isLoopback } from './loopback.ts';

export const apiListener: Check = ({ strategy }) => {
  const { api } = strategy;
  if (api === undefined) return [];
  const { listen, tls, insecureLoopback } = api;
  const refusal = refuseListen({
    listen,
    isLoopback: isLoopback(hostPort(listen).host),
    hasTls: tls !== null,
    insecureLoopback,
  });
  if (refusal === null) return [];
  return [
    {
      code: 'BLS1710',
      path: ['api', 'listen'],
      ...refusal,
      because: [
        ['api', 'tls'],
        ['api', 'insecureLoopback'],
      ],
    },
  ];
};

export const apiIssuer: Check = ({ strategy }) => {
  const oidc = strategy.api?.oidc ?? null;
  if (oidc === null) return [];
  const findings: Finding[] = [];
  const urls = [
    { key: 'issuer', url: oidc.issuer },
    { key: 'jwks', url: oidc.jwksUrl },
  ];
  for (const { key, url } of urls) {
    if (url === null) continue;
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'http:' || isLoopback(hostname)) continue;
    findings.push({
      code: 'BLS1711',
      path: ['api', 'oidc', key],
      message: `the keys that tokens are checked with would come from ${url} without encryption`,
      fix: 'use https',
      inDutch: {
        message: `de sleutels waarmee tokens gecontroleerd worden, zouden onversleuteld van ${url} komen`,
        fix: 'gebruik https',
      },
    });
  }
  return findings;
};
