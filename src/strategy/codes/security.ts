/** BLS17xx: who may talk to whom, and secrets. */

import type { CodeEntry } from './entry.ts';

export const SECURITY_CODES = {
  BLS1701: {
    severity: 'error',
    title: 'Log listener open to everybody',
    why: 'Off loopback anybody could send false logs and so move the traffic.',
    fix: 'Add `tokenFile` (Kong then sends the token) or `allow` (addresses of the Kong nodes).',
    wrong: 'telemetry: { logs: { listen: "10.0.0.5:9911" } }',
    right: 'telemetry: { logs: { listen: "10.0.0.5:9911", allow: [10.0.0.0/24] } }',
  },
  BLS1702: {
    severity: 'error',
    title: 'Kong cannot send to a wildcard address',
    why: '0.0.0.0 and [::] say where to listen, not where to send to.',
    fix: 'Add `url`: the address at which Kong reaches this machine.',
    wrong: 'telemetry: { logs: { listen: "0.0.0.0:9911", tokenFile: /run/secrets/log } }',
    right:
      'telemetry:\n  logs:\n    { listen: "0.0.0.0:9911", url: "http://10.0.0.5:9911", tokenFile: /run/secrets/log }',
  },
  BLS1703: {
    severity: 'error',
    title: 'Password in a URL',
    why: 'Strategy files are shown, logged and kept in version control.',
    fix: 'Take it out of the URL; use `tokenFile` or `tokenEnv`.',
    wrong: 'admin: "http://admin:secret@kong:8001"',
    right: 'admin: "http://kong:8001"\ntokenFile: /run/secrets/kong',
  },
  BLS1704: {
    severity: 'error',
    title: 'Token from two places',
    why: 'It is not clear which of the two counts.',
    fix: 'Keep `tokenFile` or `tokenEnv`.',
    wrong: 'tokenFile: /run/secrets/kong\ntokenEnv: KONG_TOKEN',
    right: 'tokenFile: /run/secrets/kong',
  },
  BLS1705: {
    severity: 'error',
    title: 'Certificate without key, or key without certificate',
    why: 'A client certificate is of use only together with its key.',
    fix: 'Add the missing one.',
    wrong: 'tls: { cert: /etc/ballast/client.pem }',
    right: 'tls: { cert: /etc/ballast/client.pem, key: /etc/ballast/client.key }',
  },
  BLS1706: {
    severity: 'warning',
    title: 'Token over plain HTTP',
    why: 'Off loopback everybody on the way can read the Admin API token and take over the gateway.',
    fix: 'Use https, or a loopback address through a tunnel.',
    wrong: 'admin: "http://kong.internal:8001"\ntokenFile: /run/secrets/kong',
    right: 'admin: "https://kong.internal:8444"\ntokenFile: /run/secrets/kong',
  },
  BLS1710: {
    severity: 'error',
    title: 'API open to the network',
    why: 'Off loopback tokens could be read on the way, or none would be asked for, and whoever has one moves the traffic.',
    fix: 'Add `tls` with `cert` and `key`, or listen on loopback behind a proxy that has them.',
    wrong: 'api: { listen: "0.0.0.0:9901" }',
    right:
      'api:\n  listen: "0.0.0.0:9901"\n  tls: { cert: /etc/ballast/tls.crt, key: /etc/ballast/tls.key }',
  },
  BLS1711: {
    severity: 'error',
    title: 'Keys of the OpenID provider over plain HTTP',
    why: 'Whoever can change them on the way can make tokens of any role.',
    fix: 'Use https.',
    wrong:
      'api: { oidc: { issuer: "http://login.example.com", audience: ballast, roles: { admin: [sre] } } }',
    right:
      'api: { oidc: { issuer: "https://login.example.com", audience: ballast, roles: { admin: [sre] } } }',
  },
} as const satisfies Record<string, CodeEntry>;
