/** `api`: where people and programs reach a running Ballast, and who may. */

import { z } from 'zod';
import { confirmTime, listenAddress, name, path, url } from './common.ts';
import { freeText, onOff, optional, required } from './fields.ts';

const groups = z.array(z.string().min(1).max(256)).max(100);

const tlsSchema = z.strictObject({
  cert: required(freeText, {
    description: 'File with the certificate and those between it and the authority.',
    example: '/etc/ballast/tls.crt',
  }),
  key: required(freeText, { description: 'File with its key.', example: '/etc/ballast/tls.key' }),
  clientCa: optional(
    freeText,
    'File with the authority of the clients’ certificates; with it clients must show one.',
  ),
});

const oidcSchema = z.strictObject({
  issuer: required(url, {
    description: 'The OpenID provider, exactly as it writes itself into `iss`.',
    example: '"https://login.example.com/realms/ops"',
  }),
  audience: required(freeText, {
    description: 'What the provider writes into `aud` of tokens for Ballast.',
    example: 'ballast',
  }),
  jwks: optional(url, 'Where its keys are, when it does not publish that itself.'),
  nameClaim: optional(freeText, 'Claim with the person’s name.', 'api.oidc.nameClaim'),
  roles: required(
    z.strictObject({
      claim: optional(
        freeText,
        'Claim with the groups, such as groups or realm_access.roles.',
        'api.oidc.roles.claim',
      ),
      viewer: optional(groups, 'Groups that may look.'),
      operator: optional(groups, 'Groups that may pull levers too.'),
      admin: optional(groups, 'Groups that may force them too.'),
    }),
    { description: 'Which groups may what.', example: '{ operator: [sre] }' },
  ),
});

export const apiSchema = z.strictObject({
  listen: optional(
    listenAddress,
    'Where the API and the dashboard are served. Off loopback `tls` is required.',
    'api.listen',
  ),
  pathPrefix: optional(path, 'Path below which a proxy in front serves it, such as /ballast.'),
  region: optional(name, 'Where this Ballast runs; told at /health.', 'api.region'),
  tokensFile: optional(
    freeText,
    'File with the tokens of `ballast token create`, without their secrets.',
    'api.tokensFile',
  ),
  insecureLoopback: optional(
    onOff,
    'Lets everybody on this machine in as an admin, without a token. Only on loopback.',
    'api.insecureLoopback',
  ),
  tls: optional(tlsSchema, 'Files for TLS.'),
  oidc: optional(oidcSchema, 'Bearer tokens of an OpenID provider, besides those of the file.'),
  twoPerson: optional(
    z.strictObject({
      within: optional(
        confirmTime,
        'What nobody has confirmed by then is forgotten.',
        'api.twoPerson.within',
      ),
    }),
    'Region moves, and drills that leave a region nothing, wait until a second person confirms them when they are asked for through the API.',
  ),
});
